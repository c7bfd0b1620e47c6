import { run } from '../tools/run.ts';

/** Compiles the words of the screens before the first test reads them; in a process of its own, since its watchers live on. */
export default async function compileWords(): Promise<void> {
  if ((await run('tsx', ['tools/words.ts'])) !== 0)
    throw new Error('the words of the screens do not compile');
}
