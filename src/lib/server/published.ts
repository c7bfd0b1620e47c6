import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { QuestionError } from './errors.ts';
import { log } from './log.ts';
import { Version } from './version.ts';
import type { Lease } from './version.ts';

/** The published database at one path. It follows every replacement of the file. */
export class Published {
  readonly path: string;
  #current: Version | undefined;
  #identity = '';
  #refused = '';
  #problem: unknown;
  #opening: Promise<void> | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Leases the newest version. Where a newer file cannot be opened, the one before goes on serving. */
  async lease(signal?: AbortSignal): Promise<Lease> {
    await this.refresh();
    if (!this.#current) throw this.unavailable();
    return this.#current.lease(signal);
  }

  /** Looks whether the file was replaced, and if so opens the new one. */
  async refresh(): Promise<void> {
    const identity = await identify(this.path);
    if (identity === '' || identity === this.#identity || identity === this.#refused) return;
    this.#opening ??= this.#open(identity).finally(() => (this.#opening = undefined));
    await this.#opening;
  }

  /** Why no version is open. */
  unavailable(): QuestionError {
    const reason = this.#problem instanceof Error ? this.#problem.message : 'there is no such file';
    return new QuestionError(503, 'no_database', `no published database is open at ${this.path}: ${reason}`);
  }

  /** Gives the file back. */
  close(): void {
    this.#current?.retire();
    this.#current = undefined;
    this.#identity = '';
  }

  async #open(identity: string): Promise<void> {
    try {
      const version = await Version.open(this.path);
      const before = this.#current;
      this.#current = version;
      before?.retire();
      this.#identity = identity;
      this.#refused = '';
      this.#problem = undefined;
      const { data_version } = version.publication;
      log[before ? 'info' : 'debug']({ path: this.path, data_version }, 'opened published database');
    } catch (error) {
      this.#refused = identity;
      this.#problem = error;
      log.error({ path: this.path, err: error }, 'could not open published database');
    }
  }
}

/** What changes when a file is replaced or rewritten; empty where there is none. */
async function identify(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs].join(':');
  } catch {
    return '';
  }
}

const byPath = new Map<string, Published>();

/** The published database that `PAYWEATHER_DB` names, opened once per path. */
export function published(): Published {
  const path = resolve(process.env['PAYWEATHER_DB'] || 'data/payweather.duckdb');
  let found = byPath.get(path);
  if (!found) {
    found = new Published(path);
    byPath.set(path, found);
  }
  return found;
}
