import { existsSync } from 'node:fs';
import { alone } from './alone.ts';
import { openDatabase, rows, type Database, type Patience } from './database.ts';
import { Refusal } from './errors.ts';
import { loadFile, type FileReport, type LoadOptions } from './load/file.ts';
import { requireKey } from './load/key.ts';
import { feedBack, isRejectsList } from './load/mended.ts';
import { createSchema } from './load/schema.ts';
import { requireReadable } from './load/readable.ts';
import { canonicalMapping, readMapping } from './mapping.ts';
import { dictionaryVersion } from './models/reference.ts';
import type { Locations } from './paths.ts';
import { pipelineVersion } from './pipeline-version.ts';
import { publishedVersion } from './publish.ts';
import { rebuild, recompute } from './rebuild.ts';
import type { Encoding } from './sources/encoding.ts';
import { findFiles, STANDARD_INPUT } from './sources/files.ts';
import { eachPiece, scratchOf } from './sources/pieces.ts';
import { TABLES, type TableName } from './tables.ts';

/** What `ingest` is asked to do. */
export interface IngestOptions {
  paths: string[];
  table?: TableName;
  mapping?: string;
  /** Encoding of texts, where it must not be detected; goes before the mapping's. */
  encoding?: Encoding;
  /** Zone of times that carry no offset; the mapping's, else Asia/Shanghai. */
  timezone?: string;
  dryRun?: boolean;
  /** Loads into the database of the simulated campus and marks what is published as such. */
  sample?: boolean;
  /** How long to wait for another process that loads. */
  patience?: Patience;
  /** Goes on with another key than that of the pseudonyms there are. */
  newKey?: boolean;
  /** Whether to compute and publish afterwards; a later call does it otherwise. */
  publish?: boolean;
  onProgress?: LoadOptions['onProgress'];
  onStep?: (step: 'read' | 'compute' | 'detect' | 'publish', detail: string) => void;
}

/** What `ingest` did: a report a file, and the version it published (null where nothing changed). */
export interface IngestResult {
  files: FileReport[];
  version: string | null;
}

async function requireZone(database: Database, timezone: string): Promise<void> {
  const known = await rows(database, 'SELECT 1 FROM pg_timezone_names() WHERE name = $timezone', {
    timezone,
  });
  if (known.length === 0) {
    throw new Refusal(`--timezone ${timezone}: no such time zone: name one such as Asia/Shanghai`, 2);
  }
}

/** The simulated campus stays until there is an attempt of one's own to show instead. */
export async function waitsForLog(database: Database, locations: Locations): Promise<boolean> {
  if (database.path === locations.sample || !existsSync(locations.sample)) return false;
  return (await rows(database, 'SELECT 1 FROM raw_attempts LIMIT 1')).length === 0;
}

/** Whether what is published is not yet what the raw tables and the dictionary say. */
async function isBehind(database: Database, locations: Locations): Promise<boolean> {
  const pending = await rows(database, 'SELECT 1 FROM raw_batches WHERE NOT is_modelled LIMIT 1');
  if (pending.length > 0 || !existsSync(locations.published)) return true;
  const [computed] = await rows<{
    data_version: string;
    dictionary_version: string;
    pipeline_version: string | null;
  }>(database, 'SELECT data_version, dictionary_version, pipeline_version FROM meta_publication');
  return (
    computed === undefined ||
    computed.pipeline_version !== pipelineVersion() ||
    computed.dictionary_version !== dictionaryVersion(locations.overrides) ||
    computed.data_version !== (await publishedVersion(database, locations.published))
  );
}

/**
 * Loads files, recomputes what they touch, checks, and publishes. A load that is killed leaves what is published as it
 * was; running it again completes it. Loading the first log of one's own takes the simulated campus away.
 * @throws Refusal; files before the one that was refused stay loaded
 */
export async function ingest(locations: Locations, options: IngestOptions): Promise<IngestResult> {
  return alone(locations, options.patience, () => load(locations, options));
}

async function load(locations: Locations, options: IngestOptions): Promise<IngestResult> {
  const table = TABLES[options.table ?? 'attempts'];
  const mapping = {
    ...(options.mapping === undefined ? canonicalMapping(table) : readMapping(options.mapping, table)),
    ...(options.encoding && { encoding: options.encoding }),
  };
  const timezone = options.timezone ?? mapping.timezone ?? 'Asia/Shanghai';
  const paths = await findFiles(options.paths);
  const database = await openDatabase(
    options.sample ? locations.sample : locations.working,
    options.patience,
  );
  const scratch = scratchOf(database.path);
  let version: string | null = null;
  try {
    await scratch.clear();
    await requireZone(database, timezone);
    await createSchema(database);
    const key = await requireKey(database, locations.key, options.newKey);
    const files: FileReport[] = [];
    for (const path of paths) {
      if (path !== STANDARD_INPUT) await requireReadable(path);
      if (path !== STANDARD_INPUT && (await isRejectsList(path))) {
        options.onStep?.('read', path);
        files.push(...(await feedBack(database, path, { ...options, key }, scratch)));
        continue;
      }
      await eachPiece(path, scratch, mapping.members, async (input) => {
        options.onStep?.('read', input.name);
        const { dryRun, onProgress } = options;
        files.push(
          await loadFile(database, input, { table, mapping, timezone, key, dryRun, onProgress }, scratch),
        );
      });
    }
    await scratch.clear();
    const keep =
      options.dryRun !== true && options.publish !== false && !(await waitsForLog(database, locations));
    if (keep && (await isBehind(database, locations))) {
      version = await rebuild(database, locations, options);
    }
    return { files, version };
  } finally {
    await scratch.clear();
    if (version === null) database.close();
  }
}

/**
 * Takes the simulated campus away: what is published afterwards is the operator's own data, or an empty database.
 * Gives false where no sample was there.
 */
export async function resetSample(locations: Locations, patience?: Patience): Promise<boolean> {
  if (!existsSync(locations.sample)) return false;
  await alone(locations, patience, async () => {
    await recompute(locations, { patience });
  });
  return true;
}
