import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../ingest/paths.ts';

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65534;

/** What a command line under a limit came to. */
export interface Limited {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/** What keeps a command from doing its work. */
export interface Limits {
  /** Largest file that may be written, in KiB. */
  fileKiB?: number;
  /** Memory that DuckDB may use. */
  memory?: string;
  /** Without the rights of root, which may write everywhere. */
  plainUser?: boolean;
  /** Kills the process after so many milliseconds. */
  killAfter?: number;
}

/** Runs `payweather WORDS` under limits. */
export async function limited(words: string[], limits: Limits = {}): Promise<Limited> {
  const { fileKiB, memory, plainUser, killAfter } = limits;
  const command = `${fileKiB === undefined ? '' : `ulimit -f ${fileKiB * (1024 / blockBytes())};`} exec "$0" "$@"`;
  const child = spawn('sh', ['-c', command, process.execPath, join(ROOT, 'bin', 'payweather.js'), ...words], {
    cwd: ROOT,
    env: { ...process.env, ...(memory === undefined ? {} : { PAYWEATHER_MEMORY_LIMIT: memory }) },
    ...(plainUser && IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const ended = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('close', (code, signal) => resolve([code, signal]));
  });
  clearTimeout(timer);
  return { code: ended[0], signal: ended[1], stdout, stderr };
}

let block: number | undefined;

/** What `sh` counts by in `ulimit -f`: 512 bytes as POSIX says, or 1024 in bash. */
function blockBytes(): number {
  block ??= execFileSync('sh', ['-c', 'echo "${BASH_VERSION:-posix}"'], { encoding: 'utf8' }).startsWith(
    'posix',
  )
    ? 512
    : 1024;
  return block;
}

/** A disk of so many MiB at `folder`, where this user may make one; gives whether. */
export function smallDisk(folder: string, mebibytes: number): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return false;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return true;
}
