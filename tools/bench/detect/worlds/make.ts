import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ratesOf } from './curves.ts';
import { daysOf, monthEndsOf } from './days.ts';
import { luresOf } from './decoys.ts';
import { emit } from './emit.ts';
import { incidentsOf } from './incidents.ts';
import { HEADER } from './log.ts';
import { buildingsOf, leavesOf } from './layout.ts';
import type { Truth, WorldSpec } from './types.ts';
import { volumeOf } from './volume.ts';

const csv = (header: string, rows: readonly (readonly string[])[]): string =>
  [header, ...rows.map((row) => row.join(','))].join('\n') + '\n';

/** Writes a world: attempts.csv, campuses.csv, buildings.csv, calendar.csv and truth.json. */
export function makeWorld(spec: WorldSpec, folder: string): Truth {
  mkdirSync(folder, { recursive: true });
  const days = daysOf(spec);
  const buildings = buildingsOf(spec);
  const leaves = leavesOf(spec);
  const lures = luresOf(spec, days, buildings, leaves);
  const volume = volumeOf(spec, buildings, lures.surges);
  const plans = incidentsOf(spec, { days, buildings, leaves, volume });
  const file = openSync(join(folder, 'attempts.csv'), 'w');
  writeSync(file, HEADER);
  const emitted = emit(
    { spec, days, buildings, leaves, volume, rates: ratesOf(spec, buildings, leaves), lures, plans },
    (lines) => void writeSync(file, lines),
  );
  closeSync(file);
  const campuses = [...new Set(buildings.map(({ campus_id }) => campus_id))];
  const kept = (name: string, text: string) => writeFileSync(join(folder, name), text);
  kept(
    'campuses.csv',
    csv(
      'campus_id,name,timezone',
      campuses.map((id) => [id, id, 'Asia/Shanghai']),
    ),
  );
  kept(
    'buildings.csv',
    csv(
      'campus_id,building_id,name,kind',
      buildings.map(({ campus_id, building_id, kind }) => [
        campus_id,
        building_id,
        `${kind} ${building_id}`,
        kind,
      ]),
    ),
  );
  const marked = days.flatMap(({ date, kind, dayOfMonth }) =>
    kind !== 'term' ? [[date, kind]] : dayOfMonth === 1 ? [[date, 'allowance']] : [],
  );
  kept(
    'calendar.csv',
    csv(
      'campus_id,date,kind',
      campuses.flatMap((id) => marked.map((row) => [id, ...row])),
    ),
  );
  const truth = { spec, ...emitted, month_ends: monthEndsOf(spec, days), decoys: lures.told };
  kept('truth.json', `${JSON.stringify(truth, null, 1)}\n`);
  return truth;
}
