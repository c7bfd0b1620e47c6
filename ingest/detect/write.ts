import type { Database } from '../database.ts';
import { isExplained } from './explained.ts';
import { countFigures, figuresBefore, type Figures, type Place } from './figures.ts';
import { addHistory, compareIncidents, hideIncidents, readNames } from './history.ts';
import { explainedBy, type Mark } from './marks.ts';
import { insertRows } from './rows.ts';
import type { Scanner } from './scanner.ts';
import { isShadow } from './shadows.ts';
import { summarise } from './summary.ts';
import { driverRows, effectRows, instant, nameOf, placeOf, thresholdRows, toRow } from './tell.ts';
import { markWide } from './wide.ts';

/** Takes away what an earlier run wrote; the history stays. */
export async function clearIncidents({ connection }: Database): Promise<void> {
  for (const table of ['mart_incidents', 'mart_incident_drivers', 'mart_calendar_effects', 'mart_thresholds'])
    await connection.run(`DELETE FROM ${table}`);
}

/** Writes the incidents that failures have proved and nobody has explained, with drivers, calendar effects and history; gives their number. What they cost is counted again where
 * they reach beyond the bin `since`, from which on data have changed. */
export async function writeIncidents(
  database: Database,
  scanner: Scanner,
  zones: Record<string, string>,
  marks: readonly Mark[],
  since: number,
): Promise<number> {
  const { bins, closed, open } = scanner;
  const last = bins.bin.length - 1;
  const proved = [...closed, ...open].filter((it) => it.raised >= 0).sort((a, b) => a.start - b.start);
  for (const incident of proved) incident.summary ??= summarise(scanner, incident);
  const found = proved.filter((it) => !isShadow(scanner, it, proved));
  const places = found.map((it) => placeOf(scanner, it));
  const before = await figuresBefore(database, instant(since));
  const isKnown = (place: Place) => {
    const counted = before.get(place.incident_id);
    const keys = Object.keys(place) as (keyof Place)[];
    return place.until <= instant(since) && keys.every((key) => counted?.[key] === place[key]);
  };
  const figures = new Map<string, Figures>([
    ...before,
    ...(await countFigures(
      database,
      places.filter((it) => !isKnown(it)),
    )),
  ]);
  await database.connection.run(
    'CREATE OR REPLACE TEMP TABLE incidents_before AS SELECT * FROM mart_incidents',
  );
  await clearIncidents(database);
  const told = found.flatMap((it) => {
    const counted = figures.get(nameOf(it));
    return counted === undefined ? [] : [toRow(scanner, it, counted, zones, bins.date[last]!)];
  });
  if (told.length > 0) {
    await insertRows(database, 'mart_incidents', told);
    await markWide(database);
    await insertRows(
      database,
      'mart_incident_drivers',
      found.flatMap((it) => driverRows(scanner, it)),
    );
  }
  const effects = effectRows(scanner, bins.date[last]!);
  if (effects.length > 0) await insertRows(database, 'mart_calendar_effects', effects);
  if (scanner.baseline) await insertRows(database, 'mart_thresholds', thresholdRows(scanner));
  await compareIncidents(database);
  const explained = explainedBy(marks, await readNames(database));
  const hidden = places.filter((it) => isExplained(it, explained)).map(({ incident_id }) => incident_id);
  await hideIncidents(database, hidden);
  await addHistory(database, instant(bins.bin[last]! + 1));
  return told.length - hidden.length;
}
