/** What a load through the page may take. */
export interface LoadLimits {
  /** Bytes of one upload. */
  bytes: number;
  /** Bytes of an upload that comes as a form, without scripts: it is held in memory. */
  formBytes: number;
  /** Uploads that lie waiting for a word of their owner. */
  waiting: number;
  /** Time for a look at a file, and for a load, after which the process is killed. */
  lookMs: number;
  loadMs: number;
  /** Time that an upload may stand still. */
  idleMs: number;
  /** Time after which an upload that nobody looks at is removed. */
  forgottenMs: number;
  /** Memory of the process: of Node in MiB, and of DuckDB. */
  heapMiB: number;
  duckdb: string;
}

const MIB = 1 << 20;
const number = (name: string, standard: number) => Number(process.env[name] ?? standard) || standard;

/** The limits as the environment sets them. */
export function loadLimits(): LoadLimits {
  return {
    bytes: number('PAYWEATHER_UPLOAD_MIB', 2048) * MIB,
    formBytes: 64 * MIB,
    waiting: 4,
    lookMs: 60_000,
    loadMs: number('PAYWEATHER_LOAD_MINUTES', 60) * 60_000,
    idleMs: 60_000,
    forgottenMs: 60 * 60_000,
    heapMiB: 1024,
    duckdb: process.env['PAYWEATHER_MEMORY_LIMIT'] ?? '1200MB',
  };
}
