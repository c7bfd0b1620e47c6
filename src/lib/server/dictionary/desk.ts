import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  overridesCsv,
  overridesPath,
  readOverrides,
  type Override,
} from '../../../../ingest/dictionary/overrides.ts';
import { run, type Run } from '../loads/child.ts';
import type { LoadDesk } from '../loads/desk.ts';
import type { LoadLimits } from '../loads/limits.ts';
import { diskFault, newUpload, uploadFolder } from '../loads/upload.ts';
import { log } from '../log.ts';

/** A change of the operator's readings: under way, or how it ended. */
export interface DictionaryChange {
  state: 'working' | 'done' | 'failed';
  problem?: 'late' | 'killed' | 'refused';
  said?: string;
}

/** How long it is told how a change ended. */
const TOLD_MS = 10 * 60_000;

/** Which failures a reading is for. */
export type ReadingKey = Pick<Override, 'channel' | 'error_code' | 'error_message'>;

/** The operator's own readings of codes, and their changes, each computed and published in a process of its own. */
export class DictionaryDesk {
  readonly #published: string;
  readonly #limits: LoadLimits;
  readonly #loads: LoadDesk;
  #run: Run | undefined;
  /** The last change, until the next begins. */
  change: DictionaryChange | undefined;

  constructor(published: string, limits: LoadLimits, loads: LoadDesk) {
    this.#published = published;
    this.#limits = limits;
    this.#loads = loads;
  }

  /** The readings as they are kept, and as CSV; what is wrong where they cannot be read. */
  readings(): { overrides: Override[]; wrong?: string } {
    try {
      return { overrides: readOverrides(overridesPath(this.#published)) };
    } catch (error) {
      return { overrides: [], wrong: (error as Error).message };
    }
  }

  /** The file of the readings. */
  csv(): Buffer | string {
    const path = overridesPath(this.#published);
    return existsSync(path) ? readFileSync(path) : overridesCsv([]);
  }

  /**
   * Puts readings in the place of those for the same failures.
   * @throws QuestionError while a file is loaded or another change computed
   */
  put(overrides: Override[]): void {
    this.take(Buffer.from(overridesCsv(overrides)), false);
  }

  /** Takes the readings of a CSV, and with `replace` no others. */
  take(csv: Buffer, replace: boolean): void {
    this.#begin((folder) => {
      const file = join(folder, 'readings.csv');
      writeFileSync(file, csv, { mode: 0o600 });
      return ['import', file, ...(replace ? ['--replace'] : [])];
    });
  }

  /** Ends what is under way. */
  stop(): void {
    this.#run?.child.kill('SIGKILL');
  }

  /** Leaves failures to the dictionary again. */
  remove({ channel, error_code: code, error_message: words }: ReadingKey): void {
    this.#begin(() => ['unset', `--channel=${channel}`, `--code=${code}`, `--message=${words}`]);
  }

  #forget(change: DictionaryChange): void {
    if (this.change === change) this.change = undefined;
  }

  #begin(wordsIn: (folder: string) => string[]): void {
    const id = randomBytes(9).toString('hex');
    const release = this.#loads.occupy(id);
    const end = () => {
      rmSync(uploadFolder(this.#published, id), { recursive: true, force: true });
      release();
    };
    let given: string[];
    try {
      given = wordsIn(newUpload(this.#published, id));
    } catch (error) {
      end();
      throw diskFault(error) ?? error;
    }
    const change: DictionaryChange = { state: 'working' };
    this.change = change;
    const words = ['dictionary', ...given, '--wait', '60', '--json', '--db', this.#published];
    this.#run = run(words, { ...this.#limits, limitMs: this.#limits.loadMs });
    void this.#run.ended
      .then(({ code, signal, isLate, said }) => {
        if (code === 0) return void (change.state = 'done');
        const problem = isLate ? 'late' : signal !== null || code === null ? 'killed' : 'refused';
        Object.assign(change, { state: 'failed', problem, said });
        log.warn({ problem, code, signal }, 'a change of the dictionary ended');
      })
      .finally(() => {
        end();
        setTimeout(() => this.#forget(change), TOLD_MS).unref();
      });
  }
}
