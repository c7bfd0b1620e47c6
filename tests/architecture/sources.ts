import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';

/** One file of the repository's own code, with the files and packages that it imports. */
export interface SourceFile {
  path: string;
  imports: string[];
}

const CODE = /\.(ts|js|svelte)$/;
const FOLDERS = ['bin', 'ingest', 'src', 'stats', 'tests', 'tools'];
const GENERATED = 'src/lib/paraglide/';
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

/** The files below a folder of the repository, as paths from its root with forward slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith(GENERATED))
    .sort();
}

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What an import names: a path from the repository's root, or a package or `$` module as it is written. */
function target(from: string, specifier: string): string {
  if (specifier.startsWith('$lib')) return specifier.replace('$lib', 'src/lib');
  if (!specifier.startsWith('.')) return specifier;
  return join(dirname(from), specifier).split(sep).join('/');
}

/** Every file of code with what it imports; types too, since what is named is known. */
export function sourceFiles(): SourceFile[] {
  return FOLDERS.flatMap(filesBelow)
    .filter((path) => CODE.test(path))
    .map((path) => ({
      path,
      imports: [...textOf(path).matchAll(IMPORT)].map(([, named, dynamic]) =>
        target(path, named ?? dynamic ?? ''),
      ),
    }));
}
