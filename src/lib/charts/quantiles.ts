/** Values that read alike: the smallest and the largest of them, and how many. */
export interface Reading {
  from: number;
  to: number;
  count: number;
}

/**
 * The readings of values, ascending. Between two values that read alike all read alike, so that most are never written:
 * ten thousand rates have a few hundred readings.
 */
export function readingsOf(values: readonly number[], read: (value: number) => string = String): Reading[] {
  const sorted = [...values].sort((a, b) => a - b);
  const readings: (Reading & { text: string })[] = [];
  const add = (first: number, last: number, text: string) => {
    const before = readings.at(-1);
    const count = last - first + 1;
    if (before?.text === text) Object.assign(before, { to: sorted[last], count: before.count + count });
    else readings.push({ from: sorted[first]!, to: sorted[last]!, count, text });
  };
  const look = (first: number, last: number, head: string, tail: string) => {
    if (head === tail) return add(first, last, head);
    if (last === first + 1) {
      add(first, first, head);
      return add(last, last, tail);
    }
    const middle = (first + last) >> 1;
    const text = read(sorted[middle]!);
    look(first, middle, head, text);
    look(middle + 1, last, read(sorted[middle + 1]!), tail);
  };
  if (sorted.length > 0) look(0, sorted.length - 1, read(sorted[0]!), read(sorted.at(-1)!));
  return readings.map(({ from, to, count }) => ({ from, to, count }));
}

/**
 * The lower borders of all steps but the first, so that each step holds about as many values. What reads alike is never
 * parted; where that fills a step, those that are left share what is left. There are fewer steps only where there are fewer readings.
 */
export function quantileBorders(readings: readonly Reading[], steps: number): number[] {
  const borders: number[] = [];
  let left = readings.reduce((sum, { count }) => sum + count, 0);
  let held = 0;
  readings.forEach(({ from, count }, index) => {
    const open = steps - borders.length;
    const share = left / open;
    const isNeeded = readings.length - index < open;
    const isFull = open > 1 && held + count - share >= share - held;
    if (held > 0 && (isNeeded || isFull)) {
      borders.push(from);
      left -= held;
      held = 0;
    }
    held += count;
  });
  return borders;
}

/** The borders of steps of one width, each moved to the nearer end of the reading that it would part. */
export function linearBorders(readings: readonly Reading[], borders: readonly number[]): number[] {
  return borders.map((border) => {
    const at = readings.findIndex(({ from, to }) => from < border && border <= to);
    if (at < 0) return border;
    const ends = [readings[at]!.from, readings[at + 1]?.from ?? Infinity];
    return border - ends[0]! <= ends[1]! - border ? ends[0]! : ends[1]!;
  });
}

/** How many borders a value has reached: the number of its step, from 0. */
export const stepOf = (value: number, borders: readonly number[]) =>
  borders.filter((border) => border <= value).length;
