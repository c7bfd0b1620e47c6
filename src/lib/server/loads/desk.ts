import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TableName } from '../../../../ingest/tables.ts';
import { QuestionError } from '../errors.ts';
import { log } from '../log.ts';
import { run, type Ended, type Run } from './child.ts';
import type { LoadLimits } from './limits.ts';
import type { ShownMapping } from './mend.ts';
import type { Load, LoadedFile, Looked } from './types.ts';
import { diskFault, newUpload, receive, safeName, sweepUploads, uploadFolder } from './upload.ts';

const ROWS = '8';

/** A text of the process without where the upload lies. */
const nameless = (text: string, { path, name }: Load) =>
  [path, JSON.stringify(path).slice(1, -1)].reduce((rest, it) => rest.replaceAll(it, name), text);

/** What a look told of the file, or of each member of the archive. */
function lookedOf(stdout: string, load: Load): Looked[] {
  const looked = JSON.parse(nameless(stdout, load)) as Looked[];
  const inside = `${load.name}/`;
  return looked.map((it) => ({
    ...it,
    member: it.file.startsWith(inside) ? it.file.slice(inside.length) : null,
  }));
}

/** The loads through the page of one server: one works at a time, each in a process of its own. */
export class LoadDesk {
  readonly #published: string;
  readonly #limits: LoadLimits;
  readonly #loads = new Map<string, Load>();
  #busy: string | undefined;
  #run: Run | undefined;

  constructor(published: string, limits: LoadLimits) {
    this.#published = published;
    this.#limits = limits;
  }

  /** Removes what servers before have left. */
  sweep(): void {
    sweepUploads(this.#published);
  }

  /** Ends what is under way, and removes every upload. */
  stop(): void {
    this.#run?.child.kill('SIGKILL');
    for (const load of this.#loads.values()) this.#remove(load);
  }

  /** The load with this id. */
  find(id: string): Load | undefined {
    const load = this.#loads.get(id);
    if (load) load.seen = Date.now();
    return load;
  }

  /** The process that works for a load, if one does. */
  get pid(): number | undefined {
    return this.#run?.child.pid;
  }

  /**
   * Takes a file in, and begins to look at it.
   * @throws QuestionError when another load is under way, or the file is refused
   */
  async take(request: Request, name: string, table: TableName): Promise<Load> {
    this.#forget();
    const waiting = [...this.#loads.values()].filter(({ state }) => state === 'ready');
    if (waiting.length >= this.#limits.waiting) {
      throw new QuestionError(429, 'too_many', 'too many uploads wait to be loaded or cancelled');
    }
    const id = randomBytes(9).toString('base64url').replaceAll('-', '_');
    const release = this.occupy(id);
    const load: Load = {
      id,
      name: safeName(name),
      path: join(uploadFolder(this.#published, id), safeName(name)),
      table,
      bytes: 0,
      state: 'looking',
      seen: Date.now(),
    };
    try {
      newUpload(this.#published, id);
      load.bytes = await receive(request, load.path, this.#limits);
    } catch (error) {
      this.#remove(load);
      release();
      throw diskFault(error) ?? error;
    }
    this.#loads.set(id, load);
    this.#begin(load, release, () => this.#look(load));
    return load;
  }

  /** Looks at the file again, read by another mapping. */
  look(load: Load, mapping: ShownMapping, timezone: string): void {
    if (load.state !== 'ready') return;
    const release = this.occupy(load.id);
    Object.assign(load, { state: 'looking', mapping, timezone });
    this.#begin(load, release, () => this.#look(load));
  }

  /** Begins to load the file as it was last looked at. */
  start(load: Load): void {
    if (load.state !== 'ready') return;
    const release = this.occupy(load.id);
    Object.assign(load, { state: 'loading', step: 'read', percentage: 0 });
    this.#begin(load, release, () => this.#ingest(load));
  }

  /** Ends a load; before it was published nothing has changed. */
  cancel(load: Load): void {
    if (load.state === 'done' || load.state === 'failed') return;
    load.state = 'cancelled';
    if (this.#busy === load.id) this.#run?.child.kill('SIGKILL');
    else this.#remove(load);
  }

  /**
   * Lets no other work begin until what this gives is called.
   * @throws QuestionError when other work is under way
   */
  occupy(id: string): () => void {
    if (this.#busy !== undefined) {
      throw new QuestionError(
        409,
        'busy',
        'another file is being loaded, or the dictionary changed: wait until that has ended',
      );
    }
    this.#busy = id;
    return () => {
      this.#busy = undefined;
      this.#run = undefined;
    };
  }

  /** Does work that nobody waits for: whatever becomes of it, the load says so and the next can begin. */
  #begin(load: Load, release: () => void, work: () => Promise<void>): void {
    void work()
      .catch((error: unknown) => {
        log.error({ load: load.id, err: error }, 'a load failed');
        Object.assign(load, {
          state: 'failed',
          problem: 'refused',
          said: (diskFault(error) ?? (error as Error)).message,
        });
        this.#remove(load);
      })
      .finally(release);
  }

  async #work(load: Load, words: string[], limitMs: number): Promise<Ended> {
    const mapping = load.mapping && join(dirname(load.path), '.mapping.json');
    if (mapping) writeFileSync(mapping, JSON.stringify(load.mapping), { mode: 0o600 });
    this.#run = run(
      [
        ...words,
        ...(mapping ? ['--mapping', mapping] : []),
        ...(load.timezone ? ['--timezone', load.timezone] : []),
        ...['--table', load.table, '--json', '--db', this.#published],
      ],
      {
        ...this.#limits,
        limitMs,
        onMessage: (message) => void Object.assign(load, message),
      },
    );
    const ended = await this.#run.ended;
    if (load.state !== 'cancelled' && ended.code !== 0) {
      const problem = ended.isLate
        ? 'late'
        : ended.signal || ended.code === 134 || ended.code === null
          ? 'killed'
          : 'refused';
      Object.assign(load, { state: 'failed', problem, said: nameless(ended.said, load) });
      log.warn({ load: load.id, problem, code: ended.code, signal: ended.signal }, 'a load ended');
    }
    return ended;
  }

  async #look(load: Load): Promise<void> {
    const { code, stdout } = await this.#work(
      load,
      ['inspect', load.path, '--rows', ROWS],
      this.#limits.lookMs,
    );
    if (load.state !== 'looking') return this.#remove(load);
    if (code === 0) Object.assign(load, { state: 'ready', looked: lookedOf(stdout, load) });
  }

  async #ingest(load: Load): Promise<void> {
    const words = ['ingest', load.path, '--wait', '60'];
    const { code, stdout } = await this.#work(load, words, this.#limits.loadMs);
    if (code === 0 && load.state === 'loading') {
      Object.assign(load, { state: 'done', report: JSON.parse(nameless(stdout, load)) as LoadedFile[] });
    }
    this.#remove(load);
  }

  #remove(load: Load): void {
    rmSync(dirname(load.path), { recursive: true, force: true });
  }

  #forget(): void {
    for (const load of this.#loads.values()) {
      if (load.id === this.#busy || Date.now() - load.seen < this.#limits.forgottenMs) continue;
      this.#remove(load);
      this.#loads.delete(load.id);
    }
  }
}
