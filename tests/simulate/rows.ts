import { parse } from 'csv-parse/sync';

/** One row of attempts.csv by column name. */
export type Row = Record<string, string>;

/** The rows of a CSV text, read by a parser that is not the simulator's own. */
export const readRows = (text: string): Row[] => parse(text, { columns: true });

/** Items by key, in the order in which the keys appear (Map.groupBy, which Node 20 does not have). */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
