import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ROOT } from '../ingest/paths.ts';

/** Runs an installed tool in the package's folder, its words passed through; resolves to its exit code. */
export function run(name: string, words: string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const path = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  return new Promise((ended, failed) => {
    spawn(name, words, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment, PATH: path } })
      .once('error', failed)
      .once('close', (code) => ended(code ?? 1));
  });
}
