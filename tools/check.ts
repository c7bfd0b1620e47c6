import { run } from './run.ts';

/** The type checks, after the generation of what they read: the words of the screens and the routes' types. */
const CHECKS = [
  ['tsx', 'tools/words.ts'],
  ['svelte-kit', 'sync'],
  ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ['tsc', '--noEmit'],
];

for (const [name = '', ...words] of CHECKS) {
  process.exitCode ||= await run(name, words);
}
