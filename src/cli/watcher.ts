import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';
import { say } from './output.ts';

/** Time until a watch that ended by itself is begun again. */
const AGAIN_MS = 10_000;

/**
 * Runs `payweather watch WORDS` as a process of its own, so that no file can hurt the server, and again should it end.
 * Gives what stops it.
 */
export function startWatcher(words: string[]): () => Promise<void> {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const start = () => {
    child = spawn(process.execPath, [join(ROOT, 'bin', 'payweather.js'), 'watch', ...words], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('exit', (code) => {
      if (isStopped) return;
      say(`the watch of ${words[0]} ended with ${code}: it begins again`);
      timer = setTimeout(start, AGAIN_MS);
    });
  };
  start();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child?.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  };
}
