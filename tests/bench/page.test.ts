import { describe, expect, it } from 'vitest';
import { trueLift, type WorldResult } from '../../tools/bench/detect/evaluate.ts';
import { match } from '../../tools/bench/detect/match.ts';
import { detectionPage } from '../../tools/bench/detect/page.ts';
import { RIVALS } from '../../tools/bench/detect/rivals/index.ts';
import { summariesOf } from '../../tools/bench/detect/summary.ts';
import { tallyOf, thresholdsOf } from '../../tools/bench/detect/curve.ts';
import { worldsOf } from '../../tools/bench/detect/worlds/sets.ts';

const [spec] = worldsOf('tune');

/** A world in which the product found nothing and rang for nothing, and the others were not asked. */
function world(methods: string[]): WorldResult {
  const matching = match([], [], { places: [], rails: [] });
  const result = {
    outcome: { world: spec!.name, kind: 'plain', days: 92, matching },
    sweep: thresholdsOf(4).map(() => tallyOf(matching, 92)),
  };
  return {
    truth: { spec: spec!, attempts: 1, settled: 1, failures: 0, incidents: [], month_ends: [], decoys: [] },
    results: new Map(methods.map((method) => [method, result])),
    findable: [],
    lift: { world: spec!.name, truth: 4, found: 4.2 },
    lures: ['drift'],
  };
}

describe('the page', () => {
  it('tells every method, the rules and the worlds', () => {
    const worlds = [world(['Payweather', ...RIVALS.map(({ name }) => name)])];
    const page = detectionPage('test', worlds, summariesOf(worlds));
    for (const { name } of RIVALS) expect(page).toContain(`| ${name} |`);
    for (const text of ['| Payweather |', '## What counts as found', spec!.name, '5 %', '| drift | 1 |'])
      expect(page).toContain(text);
  });

  it('says so where the pipeline writes no incidents', () => {
    const worlds = [world(RIVALS.map(({ name }) => name))];
    expect(detectionPage('test', worlds, summariesOf(worlds))).toContain('wrote no `mart_incidents`');
  });
});

describe('the true lift', () => {
  it('is the mean over the days that are named', () => {
    expect(trueLift([4, 4, 2], 1, 0)).toBe(4);
    expect(trueLift([4, 4, 2], 3, 2)).toBe(1.5);
  });
});
