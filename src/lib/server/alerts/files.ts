import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The files of alerting, beside the published database. */
export interface AlertFiles {
  /** The rules, mode 0600: they hold secrets. */
  rules: string;
  /** What was told, one JSON object a line, never rewritten. */
  journal: string;
  /** Held by the one server that sends. */
  lock: string;
  /** What people said of incidents; written elsewhere. */
  marks: string;
}

/** Where alerting keeps what belongs to the published database at `published`. */
export function alertFiles(published: string): AlertFiles {
  const stem = resolve(published).replace(/\.duckdb$/, '');
  return {
    rules: `${stem}.rules.json`,
    journal: `${stem}.alerts.ndjson`,
    lock: `${stem}.alerts.lock`,
    marks: `${stem}.marks.ndjson`,
  };
}

/** Replaces a file by rename, so that a reader sees the text before or the text after, whatever is killed and when. */
export function writeAtomically(path: string, text: string): void {
  const next = `${path}.next-${process.pid}`;
  try {
    const handle = openSync(next, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  flushFolder(dirname(path));
}

function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
