import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate/index.ts';
import { csvOf, differences, seeded, shuffled, workspace } from './support.ts';

type Attempt = Record<string, string>;

const HOUR = 3_600_000;

const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

/** Some attempts are told twice: pending first and settled later, or corrected to another time, order or campus. */
function earlierStates(
  attempts: Attempt[],
  random: () => number,
): { first: Attempt[]; corrected: Attempt[] } {
  const first: Attempt[] = [];
  const corrected = attempts.map((attempt) => {
    const dice = random();
    const at = attempt['attempted_at'] ?? '';
    const final = { ...attempt, updated_at: later(at, 2 * HOUR) };
    if (dice < 0.03) {
      first.push({ ...attempt, status: 'pending', error_code: '', error_message: '', updated_at: at });
    } else if (dice < 0.05) {
      first.push({ ...attempt, attempted_at: later(at, -30 * HOUR), updated_at: at });
    } else if (dice < 0.06) {
      first.push({ ...attempt, order_id: `typo-${attempt['order_id']}`, updated_at: at });
    } else if (dice < 0.07) {
      first.push({ ...attempt, campus_id: 'misread', building_id: 'nowhere', updated_at: at });
    } else if (dice < 0.08) {
      first.push({ ...attempt, attempted_at: later(at, 40 * HOUR), updated_at: at });
    } else {
      return attempt;
    }
    return final;
  });
  return { first, corrected };
}

let truth: { attempts: Attempt[]; dir: string; full: string; remove: () => void };

beforeAll(async () => {
  const full = workspace(true);
  const out = join(full.dir, 'log');
  await simulate({ out, days: 6, attemptsPerDay: 400, campuses: 2, seed: 7 });
  const log = parse(await readFile(join(out, 'attempts.csv')), { columns: true }) as Attempt[];
  const { first, corrected } = earlierStates(log, seeded(1));
  const attempts = [...corrected, ...first];
  await full.load(join(out, 'campuses.csv'), { table: 'campuses' });
  await full.load(full.write('all.csv', csvOf(attempts)));
  truth = { attempts, dir: out, full: full.at.published, remove: full.remove };
}, 120_000);
afterAll(() => truth.remove());

/** The attempts in files, as a source would write them: by hour, in an order of its own, or at random. */
function split(
  attempts: Attempt[],
  files: number,
  how: 'time' | 'random',
  random: () => number,
): Attempt[][] {
  const ordered =
    how === 'random'
      ? shuffled(attempts, random)
      : [...attempts].sort((one, other) =>
          (one['updated_at'] || one['attempted_at'] || '') <
          (other['updated_at'] || other['attempted_at'] || '')
            ? -1
            : 1,
        );
  const size = Math.ceil(ordered.length / files);
  return Array.from({ length: files }, (_, at) => ordered.slice(at * size, (at + 1) * size));
}

describe('what is published does not depend on how the log came', { timeout: 120_000 }, () => {
  const cases = [
    { how: 'time', files: 8, grouped: 1, backwards: false },
    { how: 'time', files: 7, grouped: 1, backwards: true },
    { how: 'time', files: 18, grouped: 3, backwards: true },
    { how: 'random', files: 8, grouped: 1, backwards: false },
    { how: 'random', files: 8, grouped: 8, backwards: true },
  ] as const;
  it.each(cases)('by $how in $files files, $grouped at once, backwards: $backwards', async (it) => {
    const random = seeded(it.files);
    const parts = split(truth.attempts, it.files, it.how, random);
    if (it.backwards) parts.reverse();
    const place = workspace();
    await place.load(join(truth.dir, 'campuses.csv'), { table: 'campuses' });
    for (let at = 0; at < parts.length; at += it.grouped) {
      const files = parts
        .slice(at, at + it.grouped)
        .map((part, n) => place.write(`part-${at + n}.csv`, csvOf(part)));
      await place.load(files);
    }
    expect(await differences(place.at.published, truth.full)).toEqual({});
  });

  it('when the end of the data moves back', async () => {
    const place = workspace();
    const early: Attempt = {
      attempt_id: 'wrong-clock',
      attempted_at: '2026-03-20T00:00:00Z',
      status: 'succeeded',
      campus_id: 'c1',
      channel: 'alipay',
      updated_at: '2026-03-05T00:00:00Z',
    };
    const corrected: Attempt = {
      ...early,
      attempted_at: '2026-03-02T04:00:00Z',
      updated_at: '2026-03-06T00:00:00Z',
    };
    const campuses = new Set(truth.attempts.map((it) => it['campus_id']));
    early['campus_id'] = corrected['campus_id'] = [...campuses].sort()[0] ?? '';
    await place.load(join(truth.dir, 'campuses.csv'), { table: 'campuses' });
    await place.load(place.write('wrong.csv', csvOf([...truth.attempts, early])));
    await place.load(place.write('right.csv', csvOf([corrected])));
    const whole = workspace();
    await whole.load(join(truth.dir, 'campuses.csv'), { table: 'campuses' });
    await whole.load(whole.write('all.csv', csvOf([...truth.attempts, corrected])));
    expect(await differences(place.at.published, whole.at.published)).toEqual({});
  });
});
