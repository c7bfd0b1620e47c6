import { build } from 'esbuild';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../ingest/paths.ts';

const OUT = join(ROOT, 'dist');

/** What packages of the older kind ask for, once they are taken into an ES module. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** Path, size in bytes and time of the last change in milliseconds: by these `bin/payweather.js` knows a source again. */
function stateOf(path: string): [string, number, number] {
  const { size, mtimeMs } = statSync(join(ROOT, path));
  return [path, size, mtimeMs];
}

rmSync(OUT, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/cli/main.ts'],
  outdir: OUT,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['@duckdb/node-api'],
  banner: { js: REQUIRE },
  minify: true,
  keepNames: true,
  sourcemap: 'linked',
  metafile: true,
  // The settings are those above: tsconfig.json builds on a file that only a type check writes.
  tsconfigRaw: {},
  logLevel: 'warning',
});
const sources = Object.keys(metafile.inputs).filter((path) => !path.startsWith('node_modules/'));
writeFileSync(join(OUT, 'sources.json'), JSON.stringify([...sources, 'package-lock.json'].map(stateOf)));
