import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a whole process took, start-up included, and what it printed. */
export interface Run {
  seconds: number;
  /** Of all its threads; says more than `seconds` where others use the machine too. */
  cpuSeconds: number;
  peakBytes: number;
  output: string;
}

const TICKS_A_SECOND = 100;

/** Peak resident memory and processor time so far, by Linux's own account. */
function usageOf(pid: number): Pick<Run, 'cpuSeconds' | 'peakBytes'> | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { peakBytes: Number(kilobytes ?? 0) * 1024, cpuSeconds: ticks / TICKS_A_SECOND };
  } catch {
    return undefined;
  }
}

/** Runs `node ARGUMENTS` to its end, and looks at it every 20 ms. */
export async function runNode(words: string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let usage = { cpuSeconds: 0, peakBytes: 0 };
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  const timer = setInterval(() => {
    const now = usageOf(child.pid ?? 0);
    if (now !== undefined && now.peakBytes > 0) usage = now;
  }, 20);
  try {
    const code = await new Promise<number | null>((ended, failed) => {
      child.once('error', failed);
      child.once('close', ended);
    });
    if (code !== 0) throw new Error(`node ${words.join(' ')} ended with ${code}`);
    return { ...usage, seconds: (performance.now() - started) / 1000, output };
  } finally {
    clearInterval(timer);
  }
}
