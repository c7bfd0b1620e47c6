import type { Random } from './rng.ts';
import { extraChance, inScope } from './incidents.ts';
import type { Incident } from './incidents.ts';
import type { Leaf } from './leaves.ts';
import { NETWORK_FACTOR } from './world.ts';
import { CAUSES } from './types.ts';
import type { NetworkType } from './types.ts';

/** What goes wrong with one attempt: a cause (index in CAUSES), and the incident that brought it or null. */
export interface Fault {
  cause: number;
  incident: Incident | null;
}

/** The circumstances of one attempt. */
export interface Moment {
  /** ms since 1970. */
  t: number;
  campusId: string;
  /** '' where the log does not tell. */
  buildingId: string;
  leaf: Leaf;
  network: NetworkType;
  /** Chances by slot and cause, and where the slot begins. */
  rates: Float64Array;
  slot: number;
  /** Factors of the day on each cause. */
  level: Float64Array;
}

const NETWORK = CAUSES.indexOf('network');
const NONE: readonly Incident[] = [];

/** The ordinary chance of a cause at a moment. */
function chance({ rates, slot, leaf, level, network }: Moment, cause: number): number {
  const p = rates[slot * CAUSES.length + cause]! * leaf.factor[cause]! * level[cause]!;
  return cause === NETWORK ? p * NETWORK_FACTOR[network] : p;
}

/** The incidents among `live` that hold a moment in window and scope. */
export function incidentsAt(live: readonly Incident[], moment: Moment): readonly Incident[] {
  if (live.length === 0) return NONE;
  const { t, campusId, buildingId, leaf } = moment;
  return live.filter(
    ({ from, to, scope }) => t >= from && t < to && inScope(scope, campusId, buildingId, leaf),
  );
}

/**
 * Draws what goes wrong, or null: one uniform number falls into the ordinary chances first and then into what the
 * incidents add, so that injected failures are known as such. `counted` rows enter the incidents' average chances.
 */
export function drawFault(
  random: Random,
  moment: Moment,
  here: readonly Incident[],
  counted: boolean,
): Fault | null {
  const u = random();
  let sum = 0;
  let fault: Fault | null = null;
  for (let cause = 0; cause < CAUSES.length; cause++) {
    sum += chance(moment, cause);
    if (u < sum && fault === null) fault = { cause, incident: null };
  }
  for (const incident of here) {
    const usual = chance(moment, incident.cause);
    const extra = extraChance(incident, usual, moment.t);
    sum += extra;
    if (u < sum && fault === null) fault = { cause: incident.cause, incident };
    if (!counted) continue;
    incident.count.usual += usual;
    incident.count.extra += extra;
  }
  return fault;
}
