import { error } from '@sveltejs/kit';
import { FINDINGS, shown as taken } from '$lib/contracts/index.ts';
import { commonKeysOf, readFilter } from '$lib/filters/index.ts';
import { ask, QuestionError } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/** What the bills say of the log in the chosen window. */
export const load: PageServerLoad = async ({ url, parent }) => {
  const { facts } = await parent();
  if (!facts) return { reconciliation: null };
  const filter = readFilter(url.searchParams);
  const { from, to, campus_id, channel } = commonKeysOf(filter);
  const kind = FINDINGS.filter((name) => url.searchParams.getAll('kind').includes(name));
  const cursor = url.searchParams.get('cursor') ?? undefined;
  try {
    const answer = await ask('reconciliation', {
      from,
      to,
      campus_id,
      channel,
      kind: kind.length > 0 ? kind : undefined,
      cursor,
    });
    const exports = [taken('reconciliation', { from, to, campus_id, channel, kind }, answer.total)];
    return { exports, reconciliation: { filter, kind: kind[0], answer } };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
