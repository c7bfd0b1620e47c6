import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Alerting in a process of its own. */
export interface Running {
  child: ChildProcess;
  /** Everything that it wrote. */
  said(): string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts alerting of the database at `path`, and waits until it runs. */
export async function start(path: string, env: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'child.ts'), path], {
    env: { ...process.env, PAYWEATHER_LOG: 'trace', ...env },
  });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((ready, failed) => {
    const listen = (text: Buffer) => {
      said += text.toString();
      if (said.includes('ready\n')) ready();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => failed(new Error(`alerting ended with ${code}: ${said}`)));
  });
  return {
    child,
    said: () => said,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** Waits until something is so. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`still not so: ${what}`);
    await new Promise((go) => setTimeout(go, 20));
  }
}
