import { EFFECT_SPREAD } from './evidence.ts';
import { lengthOf, type Incident } from './incident.ts';
import type { Scanner } from './scanner.ts';
import { isWithin, scopeText } from './slices.ts';
import { LEAST_USUAL, surprise } from '../../stats/tails.ts';
import { spreadOf } from './spreads.ts';

/** Categories that say no cause of their own: what they show beside another incident is its shadow. */
const SAYS_NOTHING = ['unknown', 'unpaid'];

const overlap = (one: Incident, two: Incident) => Math.min(one.end, two.end) - Math.max(one.start, two.start);

/** Whether the larger incident of the same category that an incident lies in explains it, at the larger one's ratio. */
function isPartOf(scanner: Scanner, incident: Incident, other: Incident): boolean {
  if (other.c !== incident.c || !isWithin(incident.scope, other.scope)) return false;
  if (incident.summary === undefined || other.summary === undefined) return false;
  const { observed, expected } = incident.summary;
  const told = Math.max(1, other.summary.observed / Math.max(other.summary.expected, LEAST_USUAL));
  const ratio = other.announced !== null ? 1 : told;
  const spread =
    spreadOf(scanner, incident.slice, incident.c, expected * ratio) +
    (other.announced !== null ? EFFECT_SPREAD : 0);
  const surplus = surprise(observed, Math.max(expected * ratio, LEAST_USUAL), spread);
  return surplus - scanner.costs[incident.c]![incident.slice]! <= scanner.tuning.threshold;
}

/** An incident casts no shadow that is so many times shorter than it. */
const LONGEST = 4;

/** What an incident has above what is usual; of what is announced, above what is announced. */
const excessOf = ({ summary }: Incident): number => (summary ? summary.observed - summary.expected : 0);

/** Whether an incident is of more than another: of a wider scope, or longer in the same. */
const isLarger = (one: Incident, other: Incident): boolean =>
  one.announced !== null ||
  scopeText(one.scope) !== scopeText(other.scope) ||
  lengthOf(one) > lengthOf(other);

/**
 * Whether an incident, already summed up, is only the shadow of another: a part of a larger one that was seen before
 * the whole was; or a code that nobody knows, or a cashier left unpaid, while the same place and rail has an incident
 * whose cause is told (contract §3: a low balance often reads as unpaid).
 */
export function isShadow(scanner: Scanner, incident: Incident, all: readonly Incident[]): boolean {
  const { categories } = scanner.world;
  const length = lengthOf(incident);
  const beside = all.filter((it) => it !== incident && overlap(incident, it) * 2 >= length);
  if (beside.some((it) => isLarger(it, incident) && isPartOf(scanner, incident, it))) return true;
  if (!SAYS_NOTHING.includes(categories[incident.c]!)) return false;
  return beside.some(
    (other) =>
      !SAYS_NOTHING.includes(categories[other.c]!) &&
      (isWithin(incident.scope, other.scope) || isWithin(other.scope, incident.scope)) &&
      excessOf(other) >= excessOf(incident) &&
      lengthOf(other) <= LONGEST * length,
  );
}
