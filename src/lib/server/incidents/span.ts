import type { IncidentRow } from '../../contracts/index.ts';

const MINUTE = 60_000;

/** The times of an incident, and those around it that show how it stands out. */
export interface Span {
  /** Its own start and end, UTC. */
  from: string;
  until: string;
  /** Start and end of what is shown, UTC. */
  first: string;
  last: string;
  /** Length of a bin in minutes: a picture of a week needs no five minutes. */
  bin: number;
}

/** The span of an incident; while it is open it reaches to where it was last seen. */
export function spanOf({ started_at, ended_at, last_seen_at }: IncidentRow): Span {
  const from = Date.parse(started_at);
  const until = Date.parse(ended_at ?? last_seen_at);
  const minutes = (until - from) / MINUTE;
  const bin = minutes <= 6 * 60 ? 5 : minutes <= 48 * 60 ? 30 : 120;
  const margin = Math.max(60, Math.ceil(minutes / 2 / bin) * bin) * MINUTE;
  const utc = (time: number) => new Date(time).toISOString().replace('Z', '');
  return { from: utc(from), until: utc(until), first: utc(from - margin), last: utc(until + margin), bin };
}
