import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { killing, type Kill } from '../../tools/bench/kills.ts';
import { seeded } from './support.ts';

/** Two of each action; `npm run bench -- kill` does a hundred. */
const KILLS = 8;

it('loses and doubles nothing when a load, a publish, a rollback or a load of bills is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-kills-'));
  try {
    const kills: Kill[] = [];
    for await (const kill of killing(folder, KILLS, seeded(23))) kills.push(kill);
    expect(kills.filter(({ killed }) => killed)).toHaveLength(KILLS);
    const wrong = kills.filter(
      ({ found, mended, lost, doubled }) => found === 'neither' || !mended || lost !== 0 || doubled !== 0,
    );
    expect(wrong).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 360_000);
