import type { Leaves } from '../../ingest/detect/bins.ts';

/** Leaves of these campuses, buildings, channels, banks and methods. */
export function leavesOf(
  rows: [campus: string, building: string, channel: string, bank: string, method: string][],
): Leaves {
  const column = (at: number) => rows.map((row) => row[at]!);
  return {
    ...{ campus: column(0), building: column(1), channel: column(2), bank: column(3), method: column(4) },
    key: rows.map((_, number) => String(number)),
  };
}
