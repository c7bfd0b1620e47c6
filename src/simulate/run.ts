import { openBills } from './bills.ts';
import { dateOf } from './calendar.ts';
import { makeCampuses } from './campuses.ts';
import { SIM_ZONE, midnight } from './clock.ts';
import { codeBook } from './codes.ts';
import type { Run } from './day.ts';
import { makeDecoys, makeSurges } from './decoys.ts';
import { readDictionary } from './dictionary.ts';
import { told } from './incidents.ts';
import { makeRails } from './leaves.ts';
import { emptyTotals } from './ledger.ts';
import { choose } from './rng.ts';
import { makeIncidents } from './schedule.ts';
import type { Days } from './schedule.ts';
import { NETWORK_MIX } from './world.ts';
import type { BuildingKind, Options, Truth } from './types.ts';

/** Everything that holds for the whole run: places, rails, codes, incidents and empty totals. */
export function prepare(options: Options, { first, last }: Days): Run {
  const { seed } = options;
  const campuses = makeCampuses(seed, options.campuses);
  const rails = makeRails(seed);
  const kinds = Object.keys(NETWORK_MIX) as BuildingKind[];
  return {
    options,
    campuses,
    rails,
    network: Object.fromEntries(kinds.map((kind) => [kind, choose(NETWORK_MIX[kind])])) as Run['network'],
    book: codeBook(readDictionary()),
    incidents: makeIncidents(seed, { first, last }, campuses, rails),
    surges: makeSurges(seed, { first, last }, campuses),
    totals: emptyTotals(),
    bills: openBills(seed, { first, last }, midnight(last + 1)),
    end: midnight(last + 1),
  };
}

/** What was simulated, as truth.json tells it. */
export function tellTruth(
  { options, totals, bills, incidents, surges, campuses }: Run,
  { first, last }: Days,
): Truth {
  return {
    options: { ...options, to: dateOf(last), timezone: SIM_ZONE.timezone },
    totals,
    bills: bills.truth,
    incidents: incidents.map(told),
    decoys: makeDecoys({ first, last }, surges),
    dead_spots: campuses.flatMap(({ campus_id, buildings }) =>
      buildings
        .filter(({ deadSpot }) => deadSpot > 1)
        .map(({ building_id, deadSpot: factor }) => ({ campus_id, building_id, factor })),
    ),
  };
}
