import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';

/** What a command line came to. */
export interface Ran {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

/** Runs `payweather WORDS` as a process of its own, with `input` on its standard input. */
export async function payweather(words: string[], cwd = ROOT, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'payweather.js'), ...words], { cwd });
  // A command may refuse before it has taken all of its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const out: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const code = await new Promise<number | null>((ended, failed) => {
    child.once('error', failed);
    child.once('close', ended);
  });
  return { code, stdout: Buffer.concat(out), stderr };
}
