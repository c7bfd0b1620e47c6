import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a person can say of an incident. */
export const MARK_KINDS = ['acknowledged', 'assigned', 'note', 'false', 'known', 'cleared'] as const;

const instant = z.iso.datetime({ offset: true });
const text = (most: number) => z.string().trim().min(1).max(most);

/** One line of the journal. */
export const mark = z.object({
  at: instant,
  by: text(64),
  incident_id: text(256),
  category: text(64),
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  scope: z.record(z.string(), z.string()).default({}),
  mark: z.enum(MARK_KINDS),
  to_whom: text(64).nullable().default(null),
  text: text(2000).nullable().default(null),
});
export type Mark = z.infer<typeof mark>;

/** What the journal says, and the lines that say nothing. */
export interface Journal {
  marks: Mark[];
  faults: { line: number; reason: string }[];
}

/** Where the journal of the database published at `published` lies. */
export const marksPath = (published: string) => `${published.replace(/\.duckdb$/, '')}.marks.ndjson`;

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Reads the journal; no file is an empty one. A line that is broken is told, and costs no other line. */
export function readMarks(path: string): Journal {
  const journal: Journal = { marks: [], faults: [] };
  for (const [index, line] of contentOf(path).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      journal.marks.push(mark.parse(JSON.parse(line)));
    } catch (error) {
      const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
      const reason = issue ? `${issue.path.join('.')}: ${issue.message}` : 'not a JSON object';
      journal.faults.push({ line: index + 1, reason });
    }
  }
  return journal;
}

/** What the history says of the ids of incidents: one was opened, or goes on under another id than it had. */
export interface Naming {
  incident_id: string;
  /** The id that it had before; null where it was opened. */
  replaces: string | null;
}

/** The ids that incidents have had, so that what was said under one still holds under the next. */
export interface Names {
  /** The id that an incident has now. */
  now(id: string): string;
  /** All ids that it has had, the present one last. */
  all(id: string): string[];
}

/** Follows the ids through the history, oldest first: one may come back, as the same incident or as another. */
export function namesOf(namings: readonly Naming[]): Names {
  const current = new Map<string, string>();
  for (const { incident_id, replaces } of namings) {
    if (replaces !== null) {
      for (const [id, now] of current) if (now === replaces) current.set(id, incident_id);
      current.set(replaces, incident_id);
    }
    current.delete(incident_id);
  }
  return {
    now: (id) => current.get(id) ?? id,
    all: (id) => [...[...current].flatMap(([before, now]) => (now === id ? before : [])), id],
  };
}

/** What holds of one incident after all that was said of it. */
export interface Folded {
  state: 'new' | 'acknowledged' | 'false' | 'known';
  assigned_to: string | null;
  /** All that was said, oldest first; clearing takes back what holds, not that it was said. */
  marks: Mark[];
}

/** Folds the marks of each incident, by its present id, in the order in which they were written. */
export function foldMarks(marks: readonly Mark[], names: Names = namesOf([])): Map<string, Folded> {
  const folded = new Map<string, Folded>();
  for (const one of marks) {
    const id = names.now(one.incident_id);
    const before = folded.get(id) ?? { state: 'new' as const, assigned_to: null, marks: [] };
    folded.set(id, { ...before, ...changeBy(one), marks: [...before.marks, one] });
  }
  return folded;
}

function changeBy({ mark: kind, to_whom }: Mark): Partial<Folded> {
  if (kind === 'assigned') return { assigned_to: to_whom };
  if (kind === 'cleared') return { state: 'new', assigned_to: null };
  return kind === 'note' ? {} : { state: kind };
}

/** Times and places that somebody has explained: what is found there is no news. */
export interface Explained {
  incident_id: string;
  kind: 'false' | 'known';
  category: string;
  scope: Record<string, string>;
  from: string | null;
  to: string | null;
}

/** What the id of something that was planned begins with, where a mark names no incident. */
export const PLANNED = 'plan-';

/** A category that stands for each. */
export const ANY = 'any';

/** What the marks explain: the last mark "false" or "known" of each incident that was not taken back. */
export function explainedBy(marks: readonly Mark[], names: Names = namesOf([])): Explained[] {
  return [...foldMarks(marks, names)].flatMap(([incident_id, folded]) => {
    const { state } = folded;
    if (state !== 'false' && state !== 'known') return [];
    const last = folded.marks.findLast((one) => one.mark === state);
    if (!last) return [];
    const { category, scope, from, to } = last;
    return [{ incident_id, kind: state, category, scope, from, to }];
  });
}
