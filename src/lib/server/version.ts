import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openLocked } from './locked.ts';
import { Pool } from './pool.ts';
import { runQuery } from './query.ts';
import { publication } from './queries/publication.ts';
import type { Publication } from './queries/publication.ts';
import { martSizes } from './queries/mart_sizes.ts';
import type { Parameters } from './parameters.ts';

/** How a query is run: bound to one connection of one version. */
export type Run = <Row>(query: string, parameters: Parameters) => Promise<Row[]>;

let opened = 0;

const OTHER_PIPELINE =
  'no published database of this version of Payweather: payweather serve or ingest computes it anew';

/** How DuckDB says that a table or a column is not there. */
const LACKS = /Catalog Error|Binder Error/;

/** One published version, open for reading until it is retired and the last lease is given back. */
export class Version {
  /** No two versions that this process opened have the same. */
  readonly id = (opened += 1);
  readonly publication: Publication;
  readonly martSizes: ReadonlyMap<string, number>;
  readonly #instance: DuckDBInstance;
  readonly #pool: Pool<DuckDBConnection>;
  #leases = 0;
  #retired = false;

  private constructor(
    instance: DuckDBInstance,
    first: DuckDBConnection,
    publication: Publication,
    sizes: ReadonlyMap<string, number>,
  ) {
    this.#instance = instance;
    this.#pool = new Pool(() => instance.connect(), 4, [first]);
    this.publication = publication;
    this.martSizes = sizes;
  }

  /** Opens the file at `path`; it fails when the file is not a complete published database. */
  static async open(path: string): Promise<Version> {
    const { instance, connection } = await openLocked(path);
    try {
      const run: Run = (query, parameters) => runQuery(connection, query, parameters);
      const about = await publication(run).catch((cause: Error) => {
        throw LACKS.test(cause.message) ? new Error(OTHER_PIPELINE, { cause }) : cause;
      });
      return new Version(instance, connection, about, await martSizes(run));
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  /** Takes the version for one answer; it stays open until the lease is released. */
  lease(signal?: AbortSignal): Lease {
    this.#leases += 1;
    let released = false;
    return {
      version: this,
      signal,
      run: (query, parameters) => this.#run(query, parameters, signal),
      release: () => {
        if (released) return;
        released = true;
        this.#leases -= 1;
        this.#closeWhenUnused();
      },
    };
  }

  /** Works with a lease of its own, and gives it back. */
  async with<Result>(signal: AbortSignal, work: (lease: Lease) => Promise<Result>): Promise<Result> {
    const lease = this.lease(signal);
    try {
      return await work(lease);
    } finally {
      lease.release();
    }
  }

  /** Closes the version as soon as nobody uses it. */
  retire(): void {
    this.#retired = true;
    this.#closeWhenUnused();
  }

  async #run<Row>(query: string, parameters: Parameters, signal?: AbortSignal): Promise<Row[]> {
    const connection = await this.#pool.take();
    const interrupt = () => connection.interrupt();
    try {
      signal?.throwIfAborted();
      signal?.addEventListener('abort', interrupt);
      return await runQuery<Row>(connection, query, parameters);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      this.#pool.give(connection);
    }
  }

  #closeWhenUnused(): void {
    if (!this.#retired || this.#leases > 0) return;
    for (const connection of this.#pool.drain()) connection.closeSync();
    this.#instance.closeSync();
  }
}

/** The right to ask one version; every query of one answer goes through the same lease. */
export interface Lease {
  readonly version: Version;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
  readonly run: Run;
  release(): void;
}
