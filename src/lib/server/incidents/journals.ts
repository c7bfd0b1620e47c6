import type { QuestionName } from '../../contracts/index.ts';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
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

const alertLine = z.union([
  z.object({ state: z.literal('queued'), id: z.string(), incidents: z.array(z.string()) }),
  z.object({ state: z.literal('sent'), id: z.string() }),
]);

/** How many alerts of each incident have reached somebody. */
export function readAlertsSent(): Map<string, number> {
  const path = alertsPath(published().path);
  const [about, reached] = [new Map<string, string[]>(), new Set<string>()];
  if (stateOf(path) === '') return new Map();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const read = alertLine.safeParse(parsed(line));
    if (!read.success) continue;
    if (read.data.state === 'queued') about.set(read.data.id, read.data.incidents);
    else reached.add(read.data.id);
  }
  const sent = new Map<string, number>();
  for (const incident of [...reached].flatMap((id) => about.get(id) ?? [])) {
    sent.set(incident, (sent.get(incident) ?? 0) + 1);
  }
  return sent;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Questions whose answers hold what people did, which is not in the published file. */
export const FROM_JOURNALS: readonly QuestionName[] = ['incidents', 'incident'];
