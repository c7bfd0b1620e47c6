import { run } from './run.ts';

/** A tool and its words. */
type Command = [name: string, ...words: string[]];

/** What the checks read and nobody writes by hand: the words of the screens, and the types of the routes. */
const GENERATORS: Command[] = [
  ['tsx', 'tools/words.ts'],
  ['svelte-kit', 'sync'],
];

const CHECKS: Command[] = [
  ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ['tsc', '--noEmit'],
];

/** Runs one command after another up to the first that fails; gives its exit code, or 0. */
async function inTurn(commands: readonly Command[]): Promise<number> {
  for (const [name, ...words] of commands) {
    const code = await run(name, words);
    if (code !== 0) return code;
  }
  return 0;
}

/** Generates what the type checks and lint read. */
export const generate = (): Promise<number> => inTurn(GENERATORS);

/** The type checks. */
export const checkTypes = (): Promise<number> => inTurn(CHECKS);

if (process.argv[1] === import.meta.filename) process.exitCode = (await generate()) || (await checkTypes());
