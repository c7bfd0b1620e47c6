import { chmodSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { limited, type Limited, type Limits } from './limits.ts';
import { askFile, differences, workspace } from './support.ts';

/** One clear line after the progress, an exit code, no stack trace. */
export function expectLine({ code, signal, stderr }: Limited, exitCode: number, words: RegExp): void {
  expect({ code, signal, stderr }).toMatchObject({ code: exitCode, signal: null });
  const lines = stderr.trim().split('\n');
  expect(lines.filter((line) => line.startsWith('payweather: '))).toHaveLength(1);
  expect(lines.at(-1)).toMatch(words);
  expect(stderr).not.toContain('    at ');
}

/** Loads a file through the command line, under limits. */
export const load = (at: Locations, file: string, limits: Limits = {}, ...words: string[]) =>
  limited(['ingest', file, '--db', at.published, ...words], limits);

export const versionOf = (at: Locations) =>
  askFile(at.published, 'SELECT data_version FROM meta_publication');

/**
 * A database with a first file in it, and a second file that is to be loaded under faults; `whole` is what both give
 * undisturbed.
 */
export async function faultScene() {
  const scene = workspace(true);
  chmodSync(scene.dir, 0o755);
  const out = join(scene.dir, 'log');
  await simulate({ out, days: 8, attemptsPerDay: 1500, campuses: 2, seed: 3 });
  const lines = readFileSync(join(out, 'attempts.csv'), 'utf8').split('\n');
  const middle = Math.floor(lines.length / 4);
  const first = scene.write('first.csv', lines.slice(0, middle).join('\n') + '\n');
  const second = scene.write('second.csv', [lines[0], ...lines.slice(middle)].join('\n'));
  await ingest(locate(join(scene.dir, 'before', 'db.duckdb')), { paths: [first] });

  /** The database of the first file, in a folder of its own. */
  const before = (name: string): Locations => {
    const folder = join(scene.dir, name);
    cpSync(join(scene.dir, 'before'), folder, { recursive: true });
    return locate(join(folder, 'db.duckdb'));
  };
  const whole = before('whole');
  await ingest(whole, { paths: [second] });

  /** Without the fault, the second file gives exactly what it gives undisturbed. */
  const expectWholeAfter = async (at: Locations): Promise<void> => {
    await ingest(at, { paths: [second] });
    expect(await differences(at.published, whole.published)).toEqual({});
  };

  /** Loads the second file under a fault, then without it: nothing changes first, nothing is missing or double after. */
  const expectHarmless = async (
    at: Locations,
    words: RegExp,
    limits: Limits,
    mend = () => {},
  ): Promise<void> => {
    const version = await versionOf(at);
    expectLine(await load(at, second, limits), 1, words);
    expect(await versionOf(at)).toEqual(version);
    mend();
    await expectWholeAfter(at);
  };
  return { ...scene, first, second, whole, before, expectWholeAfter, expectHarmless };
}

export type FaultScene = Awaited<ReturnType<typeof faultScene>>;
