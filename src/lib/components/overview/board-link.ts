import { carried, changed, LIST_KEYS, readFilter, toggled, type Filter } from '../../filters/index.ts';
import { m } from '../../paraglide/messages.js';
import type { Board } from '../../words/boards.ts';
import type { Leader } from '../../words/leaders.ts';
import { wholeBuildingKey } from '../../words/names.ts';
import { subjectHref } from '../explain/subject.ts';

/**
 * Where a press on a line of a leaderboard leads: it narrows the page to the line or widens it again. An hour cannot be
 * chosen, so it opens in the heatmap; a code stands for its channel and its category. A building can be explained too. `filter`
 * is what the page counts.
 */
export function linkOf(url: URL, filter: Filter, by: Board['by'], { row, name }: Leader) {
  const asked = readFilter(url.searchParams);
  if (row.code) {
    const { channel, category } = row.code;
    const href = changed(url, { channel: [channel], category: [category] });
    return { href, label: m.filter_to_code(), chosen: false };
  }
  const key = LIST_KEYS.find((one) => one === by);
  if (!key) {
    const own = { rows: 'building_id', columns: 'hour', column: row.key };
    return { href: carried('/heatmap', filter, own), label: m.open_heatmap_of({ name }), chosen: false };
  }
  const value = key === 'building_id' ? wholeBuildingKey(row.key, filter.campus_id) : row.key;
  const spelled = asked[key]?.includes(row.key) ? row.key : value;
  const chosen = asked[key]?.includes(spelled) ?? false;
  return {
    href: changed(url, { [key]: toggled(asked, key, spelled) }),
    label: chosen ? m.filter_drop_name({ name }) : m.filter_to_name({ name }),
    chosen,
    why: key === 'building_id' ? subjectHref(url, { of: key, value }) : undefined,
  };
}
