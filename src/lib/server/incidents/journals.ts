import { readFileSync, statSync } from 'node:fs';
import { foldMarks, marksPath, readMarks, type Folded } from '../../../../ingest/detect/marks.ts';
import type { Handling } from '../../contracts/index.ts';
import { log } from '../log.ts';
import { published } from '../published.ts';

const alertsPath = (path: string) => `${path.replace(/\.duckdb$/, '')}.alerts.ndjson`;

/** Changes whenever a mark was made or an alert was sent: what answers about incidents are made from beside the data. */
export function journalsState(): string {
  const { path } = published();
  return [marksPath(path), alertsPath(path)].map(stateOf).join(' ');
}

function stateOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.size}:${found.mtimeNs}` : '';
}

/** What people did with each incident. A line that cannot be read is told to the log. */
export function readHandling(): Map<string, Folded> {
  const path = marksPath(published().path);
  const { marks, faults } = readMarks(path);
  if (faults.length > 0) log.warn({ path, faults }, 'marks that cannot be read are passed over');
  return foldMarks(marks);
}

/** One incident's handling as answers give it. */
export function toHandling(folded: Folded | undefined): Handling {
  if (!folded) return { state: 'new', assigned_to: null, marks: [] };
  const marks = folded.marks.map(({ at, by, mark, from, to, to_whom, text }) => ({
    at,
    by,
    mark,
    from,
    to,
    to_whom,
    text,
  }));
  return { state: folded.state, assigned_to: folded.assigned_to, marks };
}

/** How many alerts were sent of each incident. */
export function readAlertsSent(): Map<string, number> {
  const path = alertsPath(published().path);
  const sent = new Map<string, number>();
  if (stateOf(path) === '') return sent;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const incident = /"incident_id":"([^"]+)"/.exec(line)?.[1];
    if (incident === undefined || !/"(?:state|status|event)":"sent"/.test(line)) continue;
    sent.set(incident, (sent.get(incident) ?? 0) + 1);
  }
  return sent;
}
