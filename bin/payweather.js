#!/usr/bin/env node
import { readFileSync, statSync } from 'node:fs';

const ours = (path) => new URL(`../${path}`, import.meta.url);

/** Whether `dist/` was compiled from the sources as they lie here. */
function isCompiled() {
  try {
    return JSON.parse(readFileSync(ours('dist/sources.json'), 'utf8')).every(([path, bytes, changed]) => {
      const { size, mtimeMs } = statSync(ours(path));
      return size === bytes && mtimeMs === changed;
    });
  } catch {
    return false;
  }
}

process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const compiled = isCompiled();
if (compiled && process.argv.includes('--verbose')) process.setSourceMapsEnabled(true);
if (!compiled) (await import('tsx/esm/api')).register();
const { run } = await import(compiled ? '../dist/main.mjs' : '../src/cli/main.ts');
await run(process.argv);
