import { run } from '../tools/run.ts';

/** What the tests use compiled; each in a process of its own, since the watchers of the words live on. */
const COMPILED = {
  'the words of the screens': 'tools/words.ts',
  'the command line': 'tools/compile.ts',
};

/** Compiles the sources as they are, before the first test. */
export default async function compile(): Promise<void> {
  for (const [what, tool] of Object.entries(COMPILED)) {
    if ((await run('tsx', [tool])) !== 0) throw new Error(`${what} cannot be compiled`);
  }
}
