import type { IncidentsAnswer, QuestionKeys } from '../../contracts/index.ts';
import { windowOf } from '../filters.ts';
import { readIncidents } from '../incidents/read.ts';
import { provenanceOf } from '../provenance.ts';
import type { Lease } from '../version.ts';

/** The incidents that were found, most money at risk first. */
export async function incidents(lease: Lease, keys: QuestionKeys<'incidents'>): Promise<IncidentsAnswer> {
  const { from, to } = keys;
  const head = provenanceOf(lease.version, windowOf({ from, to }, lease.version));
  return { ...head, incidents: await readIncidents(lease, keys) };
}
