import type { QuestionKeys, QuestionName } from '../../contracts/index.ts';
import type { AnswerTable } from '../encode/table.ts';
import type { Lease } from '../version.ts';
import { withLosses, withShares } from './boards.ts';
import { placeNames, withNames } from './names.ts';

/** The keys of a file that are none of its question: the rows and columns that the cells of a heatmap are narrowed to. */
export type Block = Partial<Record<'row' | 'column', string[]>>;

/** Reads which cells of a heatmap an address wants; no other answer can be narrowed so. */
export function blockOf(name: QuestionName, params: URLSearchParams): Block {
  if (name !== 'heatmap') return {};
  const sides = (['row', 'column'] as const).map((side) => [side, params.getAll(side)] as const);
  return Object.fromEntries(sides.filter(([, values]) => values.length > 0));
}

const within = (table: AnswerTable, block: Block): AnswerTable => ({
  ...table,
  rows: table.rows.filter((row) =>
    Object.entries(block).every(([side, values]) => values.includes(String(row[side]))),
  ),
});

/** Makes an answer's tables into those of a file: the cells that are wanted, what the screen shows beside them, and the names of places. */
export async function refiner<Name extends QuestionName>(
  lease: Lease,
  name: Name,
  keys: QuestionKeys<Name>,
  block: Block,
): Promise<(table: AnswerTable) => Promise<AnswerTable>> {
  const names = await placeNames(lease.run);
  const refineIt: Partial<Record<QuestionName, (table: AnswerTable) => AnswerTable | Promise<AnswerTable>>> =
    {
      ranking: (table) => withLosses(lease, { ...(keys as QuestionKeys<'ranking'>), limit: 10_000 }, table),
      codes: withShares,
      heatmap: (table) => within(table, block),
    };
  const own = refineIt[name] ?? ((table: AnswerTable) => table);
  return async (table) => withNames(await own(table), keys, names);
}
