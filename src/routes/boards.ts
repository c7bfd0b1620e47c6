import type { BoardBy, BoardChoice, BoardSide, Filter } from '$lib/filters/index.ts';
import { commonKeysOf, comparisonOf, LIST_KEYS } from '$lib/filters/index.ts';
import type { Asker } from '$lib/server/index.ts';
import { boardOf, rowsOf, rowsOfCodes, type Board, type BoardRow } from '$lib/words/boards.ts';
import { wholeBuildingKey } from '$lib/words/names.ts';

/** Lines of a leaderboard that is folded. */
const FEW = 8;
const MANY = 10_000;

/** What a leaderboard is narrowed by: not by its own dimension. */
export function boardFilter(filter: Filter, by: BoardBy): Filter {
  const key = LIST_KEYS.find((one) => one === by);
  return key ? { ...filter, [key]: undefined } : filter;
}

/** A leaderboard. What its own dimension is narrowed to does not narrow it, so that what is not chosen can be dimmed. */
export async function askBoard(
  ask: Asker,
  filter: Filter,
  choice: BoardChoice,
  side: BoardSide,
): Promise<Board> {
  const by = choice[side];
  const key = LIST_KEYS.find((one) => one === by);
  const values = key ? (filter[key] ?? []) : [];
  return boardOf(by, await askRows(ask, boardFilter(filter, by), by), {
    sort: choice.sort,
    most: choice.all.includes(side) ? MANY : FEW,
    chosen: (one) =>
      values.includes(one) ||
      (by === 'building_id' && values.includes(wholeBuildingKey(one, filter.campus_id))),
  });
}

async function askRows(ask: Asker, filter: Filter, by: BoardBy): Promise<BoardRow[]> {
  const keys = { ...commonKeysOf(filter), limit: MANY };
  const compare = comparisonOf(filter);
  if (by === 'error_code') return rowsOfCodes(await ask('codes', { ...keys, compare }));
  const [failed, lost] = await Promise.all([
    ask('ranking', { ...keys, compare, by }),
    ask('ranking', { ...keys, compare: 'none', by, metric: 'lost_amount' }),
  ]);
  return rowsOf(failed, lost);
}
