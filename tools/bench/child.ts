import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a whole process took, start-up included. */
export interface Run {
  seconds: number;
  peakBytes: number;
}

function peakOf(pid: number): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Runs `node ARGUMENTS` to its end; peak resident memory is read from Linux's own account. */
export async function runNode(words: string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakBytes = 0;
  const timer = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid ?? 0))), 20);
  try {
    const code = await new Promise<number | null>((ended, failed) => {
      child.once('error', failed);
      child.once('exit', ended);
    });
    if (code !== 0) throw new Error(`node ${words.join(' ')} ended with ${code}`);
    return { seconds: (performance.now() - started) / 1000, peakBytes };
  } finally {
    clearInterval(timer);
  }
}
