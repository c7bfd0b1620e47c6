import type { Alarm } from './match.ts';
import { areaOf, overlapOf, type Board } from './scopes.ts';
import type { Decoy } from './worlds/types.ts';

/** The kind of decoy that an alarm about nothing fell for: one at the same time and place, the shortest; else none. */
export function lureOf(alarm: Alarm, decoys: readonly Decoy[], board: Board): string {
  const area = areaOf(alarm.scope, board);
  const [shortest] = decoys
    .map(({ kind, scope, ...it }) => ({
      kind,
      scope,
      start: Date.parse(it.started_at),
      end: Date.parse(it.ended_at),
    }))
    .filter(({ start, end, scope }) => {
      const isThen = alarm.start < end && alarm.end > start;
      return isThen && overlapOf(area, areaOf(scope, board)) > 0;
    })
    .sort((one, other) => one.end - one.start - (other.end - other.start));
  return shortest?.kind ?? 'none';
}
