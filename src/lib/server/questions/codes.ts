import type { CodeItem, CodesAnswer, QuestionKeys } from '../../contracts/index.ts';
import { comparedWindow } from '../compared.ts';
import type { Window } from '../dates.ts';
import { filterParameters, windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import { codes as queryCodes } from '../queries/codes.ts';
import type { Lease } from '../version.ts';

/** The channels' own codes of the failures, most frequent first, beside the window it is compared with. */
export async function codes(lease: Lease, keys: QuestionKeys<'codes'>): Promise<CodesAnswer> {
  const window = windowOf(keys, lease.version);
  const head = provenanceOf(lease.version, window);
  if (!window) return { ...head, items: [] };
  const askIn = (asked: Window) => queryCodes(lease.run, { ...filterParameters(keys), ...asked });
  const before = comparedWindow(window, keys.compare, lease.version);
  const [found, then] = await Promise.all([askIn(window), before ? askIn(before) : []]);
  const earlier = new Map(then.map((item) => [keyOf(item), item.failures]));
  const items = found.slice(0, keys.limit).map((item) => ({
    ...item,
    compared: before ? (earlier.get(keyOf(item)) ?? 0) : null,
  }));
  return { ...head, items };
}

const keyOf = ({ channel, error_code, category }: Omit<CodeItem, 'compared'>) =>
  JSON.stringify([channel, error_code, category]);
