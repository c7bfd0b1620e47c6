import { namesOf, type Names } from '../../../../ingest/detect/marks.ts';
import type { IncidentRow } from '../../contracts/index.ts';
import { alertsSent } from '../alerts/sent.ts';
import type { Parameters } from '../parameters.ts';
import { published } from '../published.ts';
import { incidentDrivers, type DriverColumns } from '../queries/incident_drivers.ts';
import { incidentNames } from '../queries/incident_names.ts';
import { incidents as queryIncidents, type IncidentColumns } from '../queries/incidents.ts';
import type { Lease } from '../version.ts';
import { readHandling, toHandling } from './journals.ts';
import { scopeOf } from './scope.ts';
import { withOffset } from './time.ts';

/** Whether the published file knows incidents: one of an earlier version does not. */
export const knowsIncidents = ({ version }: Lease) => version.martSizes.has('mart_incidents');

/** The ids that incidents have had; none where the published file knows no incidents. */
export const readNames = async (lease: Lease): Promise<Names> =>
  namesOf(knowsIncidents(lease) ? await incidentNames(lease.run) : []);

/** Reads incidents with their drivers, and with what people did; the ids that they have had are read unless they are known. */
export async function readIncidents(
  lease: Lease,
  parameters: Parameters,
  known?: Names,
): Promise<IncidentRow[]> {
  if (!knowsIncidents(lease)) return [];
  const found = await queryIncidents(lease.run, parameters);
  if (found.length === 0) return [];
  const ids = found.map((row) => row.incident_id);
  const drivers = await incidentDrivers(lease.run, ids);
  const names = known ?? (await readNames(lease));
  const [handling, alerts] = [readHandling(names), alertsSent(published().path, names)];
  return found.map((row) => ({
    ...toIncident(
      row,
      drivers.filter((driver) => driver.incident_id === row.incident_id),
    ),
    alerts_sent: alerts.get(row.incident_id) ?? 0,
    handling: toHandling(handling.get(row.incident_id)),
  }));
}

function toIncident(row: IncidentColumns, drivers: DriverColumns[]) {
  const { campus_id, building_id, channel, bank, method, excess_low, excess_high, evidence, ...rest } = row;
  const at = (instant: string) => withOffset(instant, row.timezone);
  const perhapsAt = (instant: string | null) => instant && at(instant);
  return {
    ...rest,
    started_at: at(row.started_at),
    ended_at: perhapsAt(row.ended_at),
    last_seen_at: at(row.last_seen_at),
    raised_at: at(row.raised_at),
    peak_from: perhapsAt(row.peak_from),
    peak_to: perhapsAt(row.peak_to),
    scope: scopeOf({ campus_id, building_id, channel, bank, method }),
    interval: intervalOf(excess_low, excess_high),
    evidence: JSON.parse(evidence) as IncidentRow['evidence'],
    drivers: drivers.map(toDriver),
  };
}

function toDriver(driver: DriverColumns) {
  const { settled, observed, expected, excess, share, excess_low, excess_high } = driver;
  const interval = intervalOf(excess_low, excess_high);
  return { scope: scopeOf(driver), settled, observed, expected, excess, share, interval };
}

const intervalOf = (low: number | null, high: number | null) =>
  low === null || high === null ? null : { low, high };
