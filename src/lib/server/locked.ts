import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Nothing but reading this one file: no other file, no extension, no change of a setting. */
const SETTINGS = {
  access_mode: 'READ_ONLY',
  temp_directory: '',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
} as const;

/** Opens a published file so that nothing but reading it is possible. */
export async function openLocked(
  path: string,
): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(path, {
    ...SETTINGS,
    memory_limit: process.env['PAYWEATHER_MEMORY_LIMIT'] ?? '1200MB',
    threads: process.env['PAYWEATHER_THREADS'] ?? String(availableParallelism()),
  });
  try {
    const connection = await instance.connect();
    await connection.run(`SET GLOBAL TimeZone = 'UTC'; SET GLOBAL lock_configuration = true`);
    return { instance, connection };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}
