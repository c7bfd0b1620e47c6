import type { Run } from '../version.ts';

/** Ids of earlier incidents like this one, latest first. */
export async function incidentSimilar(run: Run, incident_id: string, limit: number): Promise<string[]> {
  const found = await run<{ incident_id: string }>('incident_similar', { incident_id: [incident_id], limit });
  return found.map((row) => row.incident_id);
}
