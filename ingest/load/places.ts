/** Whether a text is such as a column holds, and few others: it tells where a record has that column. */
export type Telling = (text: string) => boolean;

/** Beyond so many steps the places are counted without being told. */
const MOST_STEPS = 50_000;

/** A record laid upon the header: `steps` pairs of field and column, with fields or columns left out between them. */
interface Overlay {
  steps: number;
  leftOut: number;
  place(step: number, skipped: number): number;
  column(step: number, skipped: number): number;
}

function overlayOf(found: number, width: number): Overlay {
  const [extra, lacking] = [Number(found > width), Number(found < width)];
  return {
    steps: Math.min(found, width),
    leftOut: Math.abs(found - width),
    place: (step, skipped) => step + extra * skipped,
    column: (step, skipped) => step + lacking * skipped,
  };
}

/** For each number of fields left out and of steps done, how many columns were told at most on the way there. */
function bestOf({ steps, leftOut }: Overlay, told: (step: number, skipped: number) => number): number[][] {
  const best: number[][] = [];
  for (let skipped = 0; skipped <= leftOut; skipped += 1) {
    const row: number[] = [];
    for (let step = 0; step <= steps; step += 1) {
      const matched = step > 0 ? (row[step - 1] ?? 0) + told(step - 1, skipped) : 0;
      row.push(Math.max(matched, best[skipped - 1]?.[step] ?? 0));
    }
    best.push(row);
  }
  return best;
}

/**
 * Where the field of the column `position` can stand in a record that lost or gained some: in every reading of it that
 * puts the most fields under a column that tells them. Without any that tell, as many places away as fields are amiss.
 */
export function placesOf(
  fields: readonly string[],
  columns: readonly (Telling | undefined)[],
  position: number,
): number[] {
  const overlay = overlayOf(fields.length, columns.length);
  const { steps, leftOut, place, column } = overlay;
  const isShort = steps * (leftOut + 1) <= MOST_STEPS;
  const told = (step: number, skipped: number) =>
    Number(isShort && columns[column(step, skipped)]?.(fields[place(step, skipped)] ?? '') === true);
  const before = isShort ? bestOf(overlay, told) : [];
  const after = isShort ? bestOf(overlay, (step, skipped) => told(steps - 1 - step, leftOut - skipped)) : [];
  const most = before[leftOut]?.[steps] ?? 0;
  const places: number[] = [];
  for (let skipped = 0; skipped <= leftOut; skipped += 1) {
    const step = position - column(0, skipped);
    if (step < 0 || step >= steps) continue;
    const all =
      (before[skipped]?.[step] ?? 0) +
      told(step, skipped) +
      (after[leftOut - skipped]?.[steps - 1 - step] ?? 0);
    if (all === most) places.push(place(step, skipped));
  }
  return places;
}
