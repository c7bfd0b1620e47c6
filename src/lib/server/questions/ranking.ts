import type { QuestionKeys, RankingAnswer, RankingItem } from '../../contracts/index.ts';
import { compareKeys, toKey } from '../axes.ts';
import { askCells } from '../cells.ts';
import { comparedWindow } from '../compared.ts';
import type { Window } from '../dates.ts';
import { windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import type { Lease } from '../version.ts';

/** The values of one dimension, highest metric first, beside the window it is compared with. */
export async function ranking(lease: Lease, keys: QuestionKeys<'ranking'>): Promise<RankingAnswer> {
  const { by, metric, limit } = keys;
  const window = windowOf(keys, lease.version);
  const head = { ...provenanceOf(lease.version, window), by, metric };
  if (!window) return { ...head, items: [] };
  const askIn = (asked: Window) =>
    askCells(lease, { keys, window: asked, rows: by, columns: 'nothing', metric });
  const before = comparedWindow(window, keys.compare, lease.version);
  const [found, then] = await Promise.all([askIn(window), before ? askIn(before) : []]);
  const earlier = new Map(then.map((cell) => [cell.row, cell.value]));
  const items = found
    .map(({ row, attempts, settled, failures, value }) => ({
      key: toKey(by, row),
      attempts,
      settled,
      failures,
      value,
      compared: earlier.get(row) ?? null,
    }))
    .sort((a, b) => highestFirst(a, b) || compareKeys(by, a.key, b.key))
    .slice(0, limit);
  return { ...head, items };
}

function highestFirst(a: RankingItem, b: RankingItem): number {
  if (a.value === b.value) return b.attempts - a.attempts;
  if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
  return b.value - a.value;
}
