import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A holder that has not been heard of for so long is dead, wherever it ran. */
const SILENT_MS = 2 * 60_000;

/** The right to send, held by one server at a time through a file that names its process. */
export class AlertLock {
  readonly #path: string;
  readonly #own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    key: randomBytes(8).toString('hex'),
  });

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether this server holds the lock now: it had it, it was free, or its holder is dead. */
  hold(now: number): boolean {
    const held = read(this.#path);
    if (held === this.#own) {
      utimesSync(this.#path, now / 1000, now / 1000);
      return true;
    }
    if (held !== undefined && !this.#bury(held, now)) return false;
    return this.#take();
  }

  /** Gives the lock back. */
  release(): void {
    if (read(this.#path) === this.#own) rmSync(this.#path, { force: true });
  }

  #take(): boolean {
    try {
      writeFileSync(this.#path, this.#own, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    return read(this.#path) === this.#own;
  }

  /** Takes a dead holder's lock away; two that try it at once both look again before they send. */
  #bury(held: string, now: number): boolean {
    if (isAlive(held) && now - touchedAt(this.#path) < SILENT_MS) return false;
    const away = `${this.#path}.${process.pid}`;
    try {
      renameSync(this.#path, away);
    } catch {
      return false;
    }
    rmSync(away, { force: true });
    return true;
  }
}

/** Whether the process that a lock names may still run; one on another host may. */
function isAlive(held: string): boolean {
  const { pid, host } = parsed(held);
  if (typeof pid !== 'number') return false;
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function parsed(held: string): { pid?: unknown; host?: unknown } {
  try {
    return JSON.parse(held) as object;
  } catch {
    return {};
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function touchedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
