import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { insideOnly } from '../preferences.ts';
import { writeAtomically } from './alerts/files.ts';

const MOST_LETTERS = 60;
const MOST_ADDRESS = 4000;
const MOST_VIEWS = 500;

const savedView = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(MOST_LETTERS)
    .regex(/^[^/\\?#%\p{Cc}]*$/u),
  /** Path and keys on this site. */
  address: z
    .string()
    .max(MOST_ADDRESS)
    .refine((address) => insideOnly(address) === address),
});

/** A page as somebody narrowed it, under a short name. */
export type SavedView = z.infer<typeof savedView>;

/** What a view cannot be saved for. */
export type WrongView = 'name' | 'address' | 'taken' | 'full';

/** The file of saved views that belongs to the published database at `published`. */
export const viewsFile = (published: string): string =>
  `${resolve(published).replace(/\.duckdb$/, '')}.views.json`;

/** The saved views, by name. @throws Error naming the file when it is not what this program wrote */
export function readViews(file: string): SavedView[] {
  if (!existsSync(file)) return [];
  try {
    return z.array(savedView).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file}: not a list of saved views: mend it, or take it away`, { cause });
  }
}

const write = (file: string, views: SavedView[]) =>
  writeAtomically(
    file,
    `${JSON.stringify(
      views.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      null,
      2,
    )}\n`,
  );

/** Saves a view, in the place of the one named `before` where there is one; says what is wrong with it, if anything is. */
export function saveView(file: string, given: unknown, before?: string): WrongView | null {
  const read = savedView.safeParse(given);
  if (!read.success) return read.error.issues[0]?.path[0] === 'address' ? 'address' : 'name';
  const others = readViews(file).filter(({ name }) => name !== before);
  if (others.some(({ name }) => name === read.data.name)) return 'taken';
  if (others.length >= MOST_VIEWS) return 'full';
  write(file, [...others, read.data]);
  return null;
}

/** Takes a view away. */
export function deleteView(file: string, name: string): void {
  write(
    file,
    readViews(file).filter((view) => view.name !== name),
  );
}
