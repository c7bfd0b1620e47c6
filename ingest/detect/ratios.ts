import type { Day } from './effects.ts';

/** A day this far from the middle one says nothing of what is usual. */
export const APART = 1.6;

/** How what was seen on a day stands to what is usual, drawn towards 1 by three failures. */
export const ratioOf = ({ seen, usual }: Day, at: number): number => (seen[at]! + 3) / (usual[at]! + 3);

/** The middle ratio of some days; 1 of none. */
export function middleRatio(days: readonly Day[], at: number): number {
  const ratios = days.map((day) => ratioOf(day, at)).sort((a, b) => a - b);
  return ratios[ratios.length >> 1] ?? 1;
}
