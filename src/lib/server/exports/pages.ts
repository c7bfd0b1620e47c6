import type { QuestionKeys, QuestionName } from '../../contracts/index.ts';
import { tableOf, type AnswerTable } from '../encode/table.ts';
import { questions } from '../questions/index.ts';
import type { Lease } from '../version.ts';
import { refiner, type Block } from './refine.ts';

/** One page of an answer's rows, and how many rows all pages have. */
export interface TablePage {
  table: AnswerTable;
  total: number;
}

/** What some answers have beside their rows. */
interface Paged {
  total?: number;
  next_cursor?: string | null;
}

/** Answers of which an address shows a part: how many rows are read at once instead. */
const AT_ONCE: Partial<Record<QuestionName, number>> = {
  attempts: 10_000,
  reconciliation: 10_000,
  ranking: 10_000,
  codes: 10_000,
};

/** All rows of an answer, a page after the other, from one version. Gives the lease back when it ends or is left. */
export async function* pagesOf<Name extends QuestionName>(
  lease: Lease,
  name: Name,
  keys: QuestionKeys<Name>,
  block: Block,
): AsyncGenerator<TablePage> {
  const limit = AT_ONCE[name];
  try {
    const refine = await refiner(lease, name, keys, block);
    for (let cursor: string | undefined | null; cursor !== null;) {
      const answer = await questions[name](lease, {
        ...keys,
        ...(limit ? { limit, cursor: cursor ?? undefined } : {}),
      });
      const table = await refine(tableOf(name, answer));
      const { total = table.rows.length, next_cursor = null } = answer as Paged;
      yield { table, total };
      cursor = next_cursor;
    }
  } finally {
    lease.release();
  }
}
