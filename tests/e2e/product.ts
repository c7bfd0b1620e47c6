import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../../ingest/index.ts';
import { locate, ROOT, type Locations } from '../../ingest/paths.ts';
import { TABLES, type TableName } from '../../ingest/tables.ts';
import { simulate } from '../../src/simulate/index.ts';
import { recordIncidents, truthOf } from '../detect/incidents.ts';

/** The real server, running. */
export interface Product {
  origin: string;
  /** What it said so far. */
  said(): string;
  stop(): Promise<void>;
}

/** A new folder for a database and what it is made from. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'payweather-e2e-'));
export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Simulates forty days of two campuses, and publishes them as a sample, with the incidents that they hold. */
export async function publishSample(folder: string): Promise<Locations> {
  const log = join(folder, 'log');
  await simulate({ out: log, days: 40, attemptsPerDay: 1200, campuses: 2 });
  const locations = locate(join(folder, 'payweather.duckdb'));
  for (const table of ['campuses', 'buildings', 'calendar', 'attempts', 'bills'] satisfies TableName[]) {
    await ingest(locations, {
      paths: [join(log, `${TABLES[table].name}.csv`)],
      table,
      sample: true,
      publish: table === 'bills',
    });
  }
  await recordIncidents(locations.published, truthOf(readFileSync(join(log, 'truth.json'), 'utf8')));
  return locations;
}

/**
 * Starts the built server on a free port and waits for the address that it tells.
 * @throws Error with its own words when it ends before
 */
export async function serve(locations: Locations, ...more: string[]): Promise<Product> {
  const words = ['bin/payweather.js', 'serve', '--port', '0', '--db', locations.published, ...more];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const origin = await new Promise<string>((found, failed) => {
    const listen = (text: Buffer) => {
      said += text.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) found(address[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => failed(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    origin,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
