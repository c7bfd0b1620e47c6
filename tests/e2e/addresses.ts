import { ask } from './visit.ts';

/** Every page of the product, and the states of it that have addresses of their own. */
export async function addressesOf(): Promise<Record<string, string>> {
  const { attempts } = await ask('attempts', { status: 'failed', limit: '1' });
  const { order_id, campus_id, building_id, local_time } = attempts[0]!;
  const cell = new URLSearchParams({
    row: `${campus_id}/${building_id}`,
    column: `${Number(local_time.slice(11, 13))}`,
  });
  return {
    overview: '/',
    narrowed: `/?campus_id=${campus_id}&category=balance&from=2026-03-20&to=2026-04-02`,
    heatmap: '/heatmap',
    'heatmap by day': '/heatmap?rows=hour&columns=day_of_month&metric=excess',
    cell: `/heatmap?${cell}`,
    'cell, explained': `/heatmap?${cell}&explain=before`,
    table: '/heatmap?view=table',
    'nothing matches': '/?from=2031-01-01&to=2031-01-02',
    data: '/data',
    order: `/orders/${order_id}?campus_id=${campus_id}`,
    404: '/nowhere',
    400: '/?from=nonsense',
  };
}
