import type { QualityAnswer, RankingAnswer } from '../contracts/index.ts';
import type { ListKey } from '../filters/index.ts';
import type { Places } from './names.ts';

/** What every page knows of the data: its reach, its places, and what can be chosen. */
export type Facts = {
  sample: boolean;
  dataVersion: string;
  dataThrough: string | null;
  /** True when new data should have come long ago; the sample never gets any. */
  stale: boolean;
  timezone: string;
  window: { from: string; to: string };
  places: Places;
  options: Record<ListKey, string[]>;
};

/** Makes the facts from the answers; null where the database holds no attempt yet. */
export function factsFrom(
  quality: QualityAnswer,
  rankings: Partial<Record<ListKey, RankingAnswer>>,
  categories: readonly string[],
  now: number,
): Facts | null {
  if (!quality.from || !quality.to) return null;
  const keysOf = (key: ListKey) => rankings[key]?.items.map((item) => String(item.key)) ?? [];
  return {
    sample: quality.sample,
    dataVersion: quality.data_version,
    dataThrough: quality.data_through,
    stale: !quality.sample && isStale(quality.data_through, now),
    timezone: commonest(quality.campuses.map((campus) => campus.timezone)) ?? 'Asia/Shanghai',
    window: { from: quality.from, to: quality.to },
    places: {
      campuses: Object.fromEntries(quality.campuses.map((campus) => [campus.campus_id, campus.name])),
      buildings: Object.fromEntries(
        quality.buildings.map((building) => [`${building.campus_id}/${building.building_id}`, building.name]),
      ),
    },
    options: {
      campus_id: quality.campuses.map((campus) => campus.campus_id),
      building_id: quality.buildings.map((building) => `${building.campus_id}/${building.building_id}`),
      channel: keysOf('channel'),
      bank: keysOf('bank'),
      category: [...categories],
      method: keysOf('method'),
      network_type: keysOf('network_type'),
      platform: keysOf('platform'),
    },
  };
}

const STALE_AFTER = 26 * 60 * 60 * 1000;

function isStale(dataThrough: string | null, now: number): boolean {
  return dataThrough !== null && now - Date.parse(dataThrough) > STALE_AFTER;
}

function commonest(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
