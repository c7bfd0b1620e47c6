import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isCompiled, noteSources } from '../bin/compiled.js';
import { ROOT } from '../ingest/paths.ts';

const OUT = join(ROOT, 'dist');

/** What packages of the older kind ask for, once they are taken into an ES module. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** What decides over the result beside the sources: the packages that are installed, and how they are put together. */
const BESIDE = ['package-lock.json', 'node_modules/.package-lock.json', 'tools/compile.ts'];

/** Compiles the command line into `dist/`. */
async function compile(): Promise<void> {
  const began = Date.now();
  // The list goes first: without it nobody takes the rest for whole.
  rmSync(join(OUT, 'sources.json'), { force: true });
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
  const own = Object.keys(metafile.inputs).filter((path) => !path.startsWith('node_modules/'));
  noteSources(ROOT, [...own, ...BESIDE], began);
}

if (!isCompiled(ROOT)) await compile();
