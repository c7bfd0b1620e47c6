import { askServer } from './product.ts';

/** Every page of the product, and the states of it that have addresses of their own. */
export async function addressesOf(origin: string): Promise<Record<string, string>> {
  const { attempts } = await askServer(origin, 'attempts', { status: 'failed', limit: '1' });
  const { order_id, campus_id, building_id, local_time } = attempts[0]!;
  const { incidents } = await askServer(origin, 'incidents');
  const incident = (verdict: string) => incidents.find((one) => one.verdict === verdict)!.incident_id;
  const cell = new URLSearchParams({
    row: `${campus_id}/${building_id}`,
    column: `${Number(local_time.slice(11, 13))}`,
  });
  return {
    overview: '/',
    'overview, selected': '/?selected=2026-03-20/2026-03-22&via=error_code&where=hour&all=via&grain=week',
    narrowed: `/?campus_id=${campus_id}&category=balance&from=2026-03-20&to=2026-04-02`,
    heatmap: '/heatmap',
    'heatmap by day': '/heatmap?rows=hour&columns=day_of_month&metric=excess',
    cell: `/heatmap?${cell}`,
    'cell, explained': `/heatmap?${cell}&explain=before`,
    'heatmap, compared': '/heatmap?compare=previous&scale=linear',
    'heatmap, small multiples': '/heatmap?multiples=own',
    table: '/heatmap?view=table&sort=12',
    'building, explained': `/?why=building_id:${campus_id}/${building_id}`,
    'nothing matches': '/?from=2031-01-01&to=2031-01-02',
    incidents: '/incidents?from=2026-03-01&to=2026-04-09',
    'no incidents match': '/incidents?verdict=unclear',
    'incident of a rail': `/incidents/${incident('rail')}`,
    'incident of a month end': `/incidents/${incident('allowance')}`,
    'month ends': '/incidents/month-ends',
    planned: '/incidents/planned',
    'unknown incident': '/incidents/nobody',
    reconciliation: '/reconciliation',
    'nothing to reconcile': '/reconciliation?from=2026-03-01&to=2026-03-02&kind=corrected',
    data: '/data',
    order: `/orders/${order_id}?campus_id=${campus_id}`,
    glossary: '/glossary',
    alerts: '/alerts',
    views: '/views?save=%2Fheatmap%3Fcategory%3Dbalance',
    'alert rule': '/alerts?new=email',
    404: '/nowhere',
    400: '/?from=nonsense',
  };
}
