#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { isCompiled } from './compiled.js';

process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const compiled = isCompiled(fileURLToPath(new URL('..', import.meta.url)));
if (compiled && process.argv.includes('--verbose')) process.setSourceMapsEnabled(true);
if (!compiled) (await import('tsx/esm/api')).register();
const { run } = await import(compiled ? '../dist/main.mjs' : '../src/cli/main.ts');
await run(process.argv);
