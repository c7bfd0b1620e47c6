import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { mark, marksPath, type Mark } from '../../../../ingest/detect/marks.ts';
import type { IncidentRow } from '../../contracts/index.ts';
import { published } from '../published.ts';
import { instantOf } from './time.ts';

/** A mark that cannot be taken, with the field at fault. */
export interface Refused {
  field: string;
}

/** Reads fields of a form; one that is empty is null. */
export const fieldsOf = (form: FormData) => (name: string) => {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

/** Whether a text is a time as a clock shows it, of a day that there is. */
function isClockTime(value: string): boolean {
  const time = Date.parse(`${value}:00Z`);
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(value)
  );
}

/** The instant of a time on the clock of a zone; what is no such time is left as it is, to be refused unless it is an instant. */
export const timeOf = (value: string | null, timezone: string) =>
  value !== null && isClockTime(value.slice(0, 16)) && /^.{16}(:00(\.0+)?)?$/.test(value)
    ? instantOf(value, timezone)
    : value;

/** A mark whose fields are right and whose times are in order. */
export function checked(read: ReturnType<typeof mark.safeParse>): Mark | Refused {
  if (!read.success) return { field: String(read.error.issues[0]?.path[0] ?? 'mark') };
  const { from, to } = read.data;
  return from !== null && to !== null && Date.parse(from) >= Date.parse(to) ? { field: 'to' } : read.data;
}

/** What was filled in, as a mark of this incident. */
export function markFrom(form: FormData, incident: IncidentRow, now: Date): Mark | Refused {
  const given = fieldsOf(form);
  const kind = given('mark');
  const at = (name: string, standard: string | null) =>
    (kind === 'known' ? timeOf(given(name), incident.timezone) : null) ?? standard;
  const spans = kind === 'known' || kind === 'false';
  const read = mark.safeParse({
    at: now.toISOString(),
    by: given('by') ?? '',
    incident_id: incident.incident_id,
    category: incident.category,
    from: spans ? at('from', incident.started_at) : null,
    to: spans ? at('to', incident.ended_at) : null,
    scope: incident.scope,
    mark: kind,
    to_whom: kind === 'assigned' ? (given('to_whom') ?? '') : null,
    text: kind === 'note' ? (given('text') ?? '') : given('text'),
  });
  return checked(read);
}

/** Writes a mark into the journal beside the published database; when this returns, it is on the disk. */
export function appendMark(made: Mark): void {
  const file = openSync(marksPath(published().path), 'a+');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    const broken = size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
    writeSync(file, `${broken ? '\n' : ''}${JSON.stringify(made)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
