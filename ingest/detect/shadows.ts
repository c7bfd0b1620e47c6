import type { Incident } from './incident.ts';
import type { Scanner } from './scanner.ts';
import { isWithin } from './slices.ts';

/** Categories that say no cause of their own: what they show beside another incident is its shadow. */
const SAYS_NOTHING = ['unknown', 'unpaid'];

const overlap = (one: Incident, two: Incident) => Math.min(one.end, two.end) - Math.max(one.start, two.start);

/**
 * Whether an incident is only the shadow of another: a code that nobody knows, or a cashier left unpaid, while the same
 * place and rail has an incident whose cause is told (contract §3: a low balance often reads as unpaid).
 */
export function isShadow({ world }: Scanner, incident: Incident, all: readonly Incident[]): boolean {
  if (!SAYS_NOTHING.includes(world.categories[incident.c]!)) return false;
  return all.some(
    (other) =>
      !SAYS_NOTHING.includes(world.categories[other.c]!) &&
      overlap(incident, other) * 2 >= incident.end - incident.start &&
      (isWithin(incident.scope, other.scope) || isWithin(other.scope, incident.scope)),
  );
}
