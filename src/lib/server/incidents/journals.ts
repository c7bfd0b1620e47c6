import type { QuestionName } from '../../contracts/index.ts';
import { statSync } from 'node:fs';
import { foldMarks, marksPath, readMarks, type Folded, type Names } from '../../../../ingest/detect/marks.ts';
import type { Handling } from '../../contracts/index.ts';
import { alertFiles } from '../alerts/files.ts';
import { log } from '../log.ts';
import { published } from '../published.ts';

/** Changes whenever a mark was made or an alert was sent: what answers about incidents are made from beside the data. */
export function journalsState(): string {
  const { path } = published();
  return [marksPath(path), alertFiles(path).journal].map(stateOf).join(' ');
}

function stateOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.size}:${found.mtimeNs}` : '';
}

/** What people did with each incident, by its present id. A line that cannot be read is told to the log. */
export function readHandling(names?: Names): Map<string, Folded> {
  const path = marksPath(published().path);
  const { marks, faults } = readMarks(path);
  if (faults.length > 0) log.warn({ path, faults }, 'marks that cannot be read are passed over');
  return foldMarks(marks, names);
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

/** Questions whose answers hold what people did, which is not in the published file. */
export const FROM_JOURNALS: readonly QuestionName[] = ['incidents', 'incident'];
