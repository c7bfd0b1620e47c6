/** What the two leaderboards can list: where and when, and what the payments went through. */
export const BOARDS = {
  where: ['building_id', 'campus_id', 'hour'],
  via: ['channel', 'bank', 'method', 'error_code'],
} as const;
export type BoardSide = keyof typeof BOARDS;
export type BoardBy = (typeof BOARDS)[BoardSide][number];

/** What leaderboards can be sorted by, largest first. */
export const SORTS = ['failures', 'failure_rate', 'amount', 'change'] as const;
export type Sort = (typeof SORTS)[number];

/** What the leaderboards of an address list, how they are sorted, and which of them are unfolded. */
export interface BoardChoice {
  where: BoardBy;
  via: BoardBy;
  sort: Sort;
  all: readonly BoardSide[];
}

/** Reads the leaderboards of an address; a word that it does not know means the standard. */
export function readBoards(params: URLSearchParams): BoardChoice {
  const by = (side: BoardSide): BoardBy =>
    BOARDS[side].find((name) => name === params.get(side)) ?? BOARDS[side][0];
  const all = params.getAll('all');
  return {
    where: by('where'),
    via: by('via'),
    sort: SORTS.find((name) => name === params.get('sort')) ?? SORTS[0],
    all: (['where', 'via'] as const).filter((side) => all.includes(side)),
  };
}
