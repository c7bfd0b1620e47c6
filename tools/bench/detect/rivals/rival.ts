import { CATEGORIES } from '../worlds/types.ts';
import { tickOf, type Grid, type Slice } from './grid.ts';
import type { Alarm } from '../match.ts';

/** What a rival says of one slice and category at the end of one bin. */
export interface Judgement {
  /** Higher is surer. */
  score: number;
  /** Whether it rings at the threshold it is shipped with. */
  rings: boolean;
}

/** A detector that judges every slice and category by itself, bin after bin. */
export interface Rival {
  name: string;
  /** One line for the report: what it compares with what, and its threshold. */
  how: string;
  /** Bins that one judgement is about. */
  window: number;
  /** The score at which it is shipped, for the curve's mark. */
  shipped: number;
  /** The lowest score worth keeping for the curve. */
  least: number;
  /** Judges the window that ends with a bin; null where it cannot say or the score is below the least. */
  judge: (slice: Slice, category: number, bin: number) => Judgement | null;
}

/** A judgement with where and when it was made. */
export interface Ring extends Judgement {
  slice: Slice;
  category: number;
  bin: number;
}

/** Everything that a rival would say about a world, at its lowest threshold or its own. */
export function ringsOf(rival: Rival, grid: Grid): Ring[] {
  const rings: Ring[] = [];
  for (const slice of grid.slices)
    CATEGORIES.forEach((_, category) => {
      for (let bin = 0; bin < grid.bins; bin++) {
        const judged = rival.judge(slice, category, bin);
        if (judged !== null && (judged.rings || judged.score >= rival.least))
          rings.push({ ...judged, slice, category, bin });
      }
    });
  return rings;
}

const GAP_MS = 60 * 60_000;

/** Joins rings of the same category and slice that lie at most an hour apart into one incident. */
export function joined(rings: readonly Ring[], { window }: Rival, grid: Grid): Alarm[] {
  const alarms: Alarm[] = [];
  let last: Ring | null = null;
  for (const ring of rings) {
    const raised = tickOf(grid, ring.bin);
    const start = tickOf(grid, ring.bin - window);
    const open = alarms.at(-1);
    if (open && last?.slice === ring.slice && last.category === ring.category && start - open.end <= GAP_MS) {
      open.end = raised;
      open.score = Math.max(open.score, ring.score);
    } else {
      const category = CATEGORIES[ring.category]!;
      alarms.push({ category, scope: ring.slice.scope, start, end: raised, raised, score: ring.score });
    }
    last = ring;
  }
  return alarms;
}
