import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from './match.ts';
import type { Truth } from './worlds/types.ts';

const BIN = 300_000;

/** The truth about the world in a folder. */
export const readTruth = (folder: string): Truth =>
  JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;

/** What is to be found in a world: its incidents that caused a failure, and its month ends. */
export function factsOf({ incidents, month_ends: monthEnds }: Truth): Fact[] {
  return [
    ...incidents
      .filter(({ excess_failures: excess }) => excess > 0)
      .map(({ category, scope, verdict, ...it }) => ({
        category,
        scope,
        verdict,
        start: Date.parse(it.started_at),
        end: Date.parse(it.ended_at),
        onset: Math.floor(Date.parse(it.first_excess_at ?? it.started_at) / BIN) * BIN,
        excess: it.excess_failures,
        isMonthEnd: false,
      })),
    ...monthEnds.map(({ started_at: start, ended_at: end }) => ({
      category: 'balance',
      scope: {},
      verdict: 'allowance' as const,
      start: Date.parse(start),
      end: Date.parse(end),
      onset: Date.parse(start),
      excess: Infinity,
      isMonthEnd: true,
    })),
  ];
}
