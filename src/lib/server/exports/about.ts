import type { QuestionName } from '../../contracts/index.ts';
import { campuses } from '../queries/campuses.ts';
import type { Lease } from '../version.ts';
import type { TablePage } from './pages.ts';
import type { Block } from './refine.ts';

/** What a file says of itself; all texts, so that every format can hold it. */
export type About = Record<
  'question' | 'filters' | 'from' | 'to' | 'time_zones' | 'rows' | 'data_version' | 'sample' | 'link',
  string
>;

/** What is to be known of an export: its question and filters, its zone, its rows, and the data that it was made from. */
export async function aboutOf(
  lease: Lease,
  name: QuestionName,
  url: URL,
  block: Block,
  { table, total }: TablePage,
): Promise<About> {
  const { data_version, sample, from, to } = table.metadata;
  const filters = new URLSearchParams([...url.searchParams].filter(([key]) => key !== 'format'));
  const asked = new URLSearchParams([...filters].filter(([key]) => !(key in block)));
  const zones = (await campuses(lease.run)).map(({ timezone }) => timezone);
  return {
    question: name,
    filters: [...filters].map(([key, value]) => `${key}=${value}`).join(', '),
    from,
    to,
    time_zones: [...new Set(zones)].join(', '),
    rows: String(total),
    data_version,
    sample,
    link: `${url.origin}/api/v1/${name}?${asked.toString()}`,
  };
}
