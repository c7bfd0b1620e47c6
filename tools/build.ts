import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../ingest/paths.ts';
import { run } from './run.ts';

/** What the dashboard is built from. */
const SOURCES = [
  'messages',
  'package-lock.json',
  'package.json',
  'project.inlang/settings.json',
  'src',
  'static',
  'stats',
  'svelte.config.js',
  'tools/messages.ts',
  'vite.config.ts',
];

/** Written by the build itself. */
const GENERATED = join('src', 'lib', 'paraglide');

const BUILT_FROM = join(ROOT, 'build', '.sources');

function filesOf(path: string): string[] {
  if (path === GENERATED || !existsSync(join(ROOT, path))) return [];
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

/** SHA-256 of the names and contents of files and folders of the package; by default of all sources of the build. */
export function sourcesHash(sources: readonly string[] = SOURCES): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) {
    const content = readFileSync(join(ROOT, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether `build/` was made from the sources as they are. */
export function isBuilt(): boolean {
  return (
    existsSync(join(ROOT, 'build', 'handler.js')) &&
    existsSync(BUILT_FROM) &&
    readFileSync(BUILT_FROM, 'utf8') === sourcesHash()
  );
}

/** Builds the dashboard and notes what from; resolves to the exit code of the build. */
export async function build(words: string[] = []): Promise<number> {
  const hash = sourcesHash();
  const code = await run('vite', ['build', ...words], { NODE_ENV: 'production' });
  if (code === 0) writeFileSync(BUILT_FROM, hash);
  return code;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await build();
