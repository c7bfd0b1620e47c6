import { describe, expect, it } from 'vitest';
import { explain, judge, readExplanations } from '../../tools/docs/classification.ts';

describe('classification beside tables that are not ours', () => {
  it('agrees by code, and every disagreement has its explanation', async () => {
    const judged = await judge();
    expect(judged.length).toBeGreaterThan(1600);
    const explanations = readExplanations();
    const differing = judged.filter(({ theirs, ours }) => theirs !== ours);
    expect(differing.filter(({ measure }) => measure === 'code')).toEqual([]);
    expect(differing.filter((it) => explain(it, explanations) === undefined)).toEqual([]);
    const used = new Set(differing.map((it) => explain(it, explanations)));
    expect(explanations.filter((it) => !used.has(it))).toEqual([]);
  });
});
