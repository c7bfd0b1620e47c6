import { compile } from '@inlang/paraglide-js';
import { MESSAGES } from './messages.ts';
import { run } from './run.ts';

/** The type checks, after the generation of the routes' types that they read. */
const CHECKS = [
  ['svelte-kit', 'sync'],
  ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ['tsc', '--noEmit'],
];

await compile(MESSAGES);
for (const [name = '', ...words] of CHECKS) {
  process.exitCode ||= await run(name, words);
}
