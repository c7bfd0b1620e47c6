import type { Names } from '../../../../ingest/detect/marks.ts';
import { alertFiles } from './files.ts';
import { readState } from './state.ts';

/** How many messages of its own were sent about each incident, by its present id and by all rules; digests are not counted. */
export function alertsSent(published: string, names: Names): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { state, event, incidents } of readState(alertFiles(published).journal).deliveries.values()) {
    if (state !== 'sent' || event === 'digest') continue;
    for (const incident of incidents.map(names.now)) counts.set(incident, (counts.get(incident) ?? 0) + 1);
  }
  return counts;
}
