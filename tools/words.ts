import { compile } from '@inlang/paraglide-js';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../ingest/paths.ts';
import { sourcesHash } from './build.ts';
import { MESSAGES } from './messages.ts';

const SOURCES = ['messages', 'package-lock.json', 'project.inlang/settings.json', 'tools/messages.ts'];

const COMPILED_FROM = join(ROOT, MESSAGES.outdir, '.sources');

/** Compiles the words of the screens, which the type checks and the tests read, without building the dashboard; once for the same words. */
const hash = sourcesHash(SOURCES);
if (!existsSync(COMPILED_FROM) || readFileSync(COMPILED_FROM, 'utf8') !== hash) {
  await compile(MESSAGES);
  writeFileSync(COMPILED_FROM, hash);
}
// The compiler leaves timers behind that would keep the process for another minute.
process.exit(0);
