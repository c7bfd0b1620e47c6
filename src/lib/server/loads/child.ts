import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../root.ts';

/** How a run of the command line ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** The last line that it said. */
  said: string;
  isLate: boolean;
}

/** A run that is under way. */
export interface Run {
  child: ChildProcess;
  ended: Promise<Ended>;
}

const MOST_OUTPUT = 16 << 20;
const MOST_SAID = 1 << 16;

/** Runs `payweather WORDS` as a process of its own: with so much memory, for so long, and never longer than this one. */
export function run(
  words: string[],
  {
    limitMs,
    heapMiB,
    duckdb,
    onMessage,
  }: { limitMs: number; heapMiB: number; duckdb: string; onMessage?: (message: object) => void },
): Run {
  const program = join(packageRoot(), 'bin', 'payweather.js');
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMiB}`, program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, PAYWEATHER_MEMORY_LIMIT: duckdb },
  });
  let [stdout, stderr, isLate] = ['', '', false];
  child.stdout?.on('data', (text: Buffer) => {
    if (stdout.length < MOST_OUTPUT) stdout += text.toString();
  });
  child.stderr?.on('data', (text: Buffer) => (stderr = (stderr + text.toString()).slice(-MOST_SAID)));
  child.on('message', (message) => onMessage?.(message as object));
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, limitMs);
  const ended = new Promise<Ended>((done) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      clearTimeout(timer);
      const lines = stderr.trim().split('\n');
      const said = lines.findLast((line) => line.startsWith('payweather: ')) ?? lines.at(-1) ?? '';
      done({ code, signal, stdout, said: said.replace(/^payweather: /, ''), isLate });
    };
    child.once('error', () => end(null, null));
    child.once('close', end);
  });
  return { child, ended };
}
