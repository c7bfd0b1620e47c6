import type { Names } from '../../../../ingest/detect/marks.ts';
import { quantile } from '../../../../stats/interval.ts';
import { learnedVariance } from '../../../../stats/learned.ts';
import type { IncidentAnswer, IncidentRow, QuestionKeys } from '../../contracts/index.ts';
import { QuestionError } from '../errors.ts';
import { windowOf } from '../filters.ts';
import { readIncidents, readNames } from '../incidents/read.ts';
import { levelOf, scopeOf, scopeParameters } from '../incidents/scope.ts';
import { spanOf } from '../incidents/span.ts';
import { withOffset } from '../incidents/time.ts';
import { provenanceOf } from '../provenance.ts';
import { incidentBins } from '../queries/incident_bins.ts';
import { incidentCells } from '../queries/incident_cells.ts';
import { incidentCodes } from '../queries/incident_codes.ts';
import { incidentHistory } from '../queries/incident_history.ts';
import { incidentSimilar } from '../queries/incident_similar.ts';
import type { Lease } from '../version.ts';

const MOST_SIMILAR = 10;
const MOST_CODES = 5;

/** One incident with all that it rests on. */
export async function incident(lease: Lease, keys: QuestionKeys<'incident'>): Promise<IncidentAnswer> {
  const { incident_id } = keys;
  const head = provenanceOf(lease.version, windowOf({}, lease.version));
  const names = await readNames(lease);
  // An incident may have had another id when a link to it was sent.
  const ids = incident_id === undefined ? null : [names.now(incident_id)];
  const [found] = await readIncidents(lease, { incident_id: ids }, names);
  if (found) return { ...head, incident: found, ...(await evidenceOf(lease, found, names)) };
  if (incident_id === undefined) {
    return {
      ...head,
      incident: null,
      bin_minutes: 5,
      bins: [],
      cells: [],
      codes: [],
      history: [],
      similar: [],
    };
  }
  throw new QuestionError(404, 'unknown_incident', `there is no incident ${incident_id}`, 'incident_id');
}

async function evidenceOf(lease: Lease, found: IncidentRow, names: Names) {
  const { first, last, from, until, bin } = spanOf(found);
  const category = [found.category];
  const scope = scopeParameters(found.scope);
  const around = { from_time: first, to_time: last, bin_minutes: bin, category };
  const { building_id: _, ...beyondBuilding } = scope;
  const [bins, cells, codes, history, similar] = await Promise.all([
    incidentBins(lease.run, { ...around, ...scope, level: levelOf(found.scope) }),
    incidentCells(lease.run, { ...around, ...beyondBuilding }),
    incidentCodes(lease.run, { from_time: from, to_time: until, category, ...scope, limit: MOST_CODES }),
    historyOf(lease, found, names),
    similarTo(lease, found, names),
  ]);
  return {
    bin_minutes: bin,
    bins: bins.map((it) => withBand(it, bin / 5, found.learned_days ?? 1)),
    cells,
    codes,
    history,
    similar,
  };
}

/** A bin with the band in which nineteen of twenty counts lie, the wider the fewer days it was learned from. */
function withBand(
  { spread, ...bin }: Awaited<ReturnType<typeof incidentBins>>[number],
  length: number,
  days: number,
) {
  const { expected } = bin;
  if (expected === null) return { ...bin, low: null, high: null };
  const shape = 1 / (spread + learnedVariance(expected, length, Math.max(1, days)));
  return { ...bin, low: quantile(0.025, expected, shape), high: quantile(0.975, expected, shape) };
}

async function historyOf(lease: Lease, { incident_id, timezone }: IncidentRow, names: Names) {
  return (await incidentHistory(lease.run, names.all(incident_id))).map((row) => {
    const { incident_id: _, campus_id, building_id, channel, bank, method, ...rest } = row;
    return {
      ...rest,
      started_at: withOffset(row.started_at, timezone),
      ended_at: row.ended_at && withOffset(row.ended_at, timezone),
      scope: scopeOf({ campus_id, building_id, channel, bank, method }),
    };
  });
}

async function similarTo(lease: Lease, { incident_id }: IncidentRow, names: Names): Promise<IncidentRow[]> {
  const ids = await incidentSimilar(lease.run, incident_id, MOST_SIMILAR);
  if (ids.length === 0) return [];
  const found = await readIncidents(lease, { incident_id: ids }, names);
  return found.toSorted((a, b) => ids.indexOf(a.incident_id) - ids.indexOf(b.incident_id));
}
