import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { EXIT, Refusal } from './errors.ts';
import { ingest, type IngestOptions } from './index.ts';
import type { FileReport } from './load/file.ts';
import type { Locations } from './paths.ts';
import { logsIn } from './sources/files.ts';

/** What watching a folder tells while it goes on. */
export interface Watching extends Omit<IngestOptions, 'paths' | 'publish' | 'dryRun'> {
  folder: string;
  everyMs: number;
  /** Ends the watch after the file that is being loaded. */
  signal: AbortSignal;
  onLoaded: (report: FileReport) => void;
  onPublished: (version: string) => void;
  /** A file that cannot be used, or a fault of the machine, after which the next look tries again. */
  onProblem: (error: Error) => void;
}

/** Size and time of change of each file: the same at two looks means that nobody writes to it any more. */
async function look(folder: string): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (const path of await logsIn(folder)) {
    const found = await stat(path, { bigint: true }).catch(() => null);
    if (found !== null) seen.set(path, `${found.size} ${found.mtimeNs} ${found.ino}`);
  }
  return seen;
}

/**
 * Loads the files that are ready and publishes; gives those that need not be looked at again until they change. The
 * same bytes are never loaded twice, so it does not matter what was loaded before a restart.
 */
async function loadReady(at: Locations, ready: string[], options: Watching): Promise<string[]> {
  const done: string[] = [];
  for (const path of ready) {
    if (options.signal.aborted) return done;
    try {
      const { files } = await ingest(at, { ...options, paths: [path], publish: false });
      files.filter((report) => !report.already_loaded).forEach(options.onLoaded);
    } catch (error) {
      options.onProblem(error as Error);
      if (!(error instanceof Refusal) || error.exitCode !== EXIT.unusable) return done;
    }
    done.push(path);
  }
  const { version } = await ingest(at, { ...options, paths: [] });
  if (version !== null) options.onPublished(version);
  return done;
}

/**
 * Loads each new complete file of a folder once, looking every so often, until told to stop.
 * @throws Refusal when there is no such folder at the beginning
 */
export async function watch(at: Locations, options: Watching): Promise<void> {
  const { folder, everyMs, signal } = options;
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new Refusal(`${folder}: no such folder: name one that logs are put into`, EXIT.unusable);
  let before = new Map<string, string>();
  const done = new Map<string, string>();
  while (!signal.aborted) {
    try {
      const now = await look(folder);
      const ready = [...now].filter(
        ([path, state]) => before.get(path) === state && done.get(path) !== state,
      );
      before = now;
      if (ready.length > 0) {
        const paths = ready.map(([path]) => path);
        for (const path of await loadReady(at, paths, options)) done.set(path, now.get(path) ?? '');
      }
    } catch (error) {
      options.onProblem(error as Error);
      done.clear();
    }
    await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
