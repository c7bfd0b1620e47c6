import type { AlertRule, AlertTarget } from '../../contracts/index.ts';
import { PER_MINUTE } from './channels/index.ts';
import type { AlertState, Delivery } from './state.ts';

const MINUTE = 60_000;
const UNSENT: readonly Delivery['state'][] = ['queued', 'sending', 'failed'];

/** The receiver of a target: what has limits of its own. */
export function receiver(target: AlertTarget): string {
  return target.channel === 'email' ? `email ${target.host}:${target.port}` : target.url;
}

/** Deliveries that have not arrived and may be tried, in the order in which they were queued. */
export function unsent({ deliveries }: AlertState): Delivery[] {
  return [...deliveries.values()].filter(({ state }) => UNSENT.includes(state));
}

/**
 * The next delivery that may go to one receiver now. None goes while the receiver asked for a pause or has had as many
 * in a minute as it bears; none overtakes an earlier one of the same rule and incident.
 */
export function nextDue(state: AlertState, rules: AlertRule[], now: number): Delivery | undefined {
  const own = new Set(rules.map(({ id }) => id));
  const all = [...state.deliveries.values()].filter(({ rule }) => own.has(rule));
  const [first] = rules;
  const recent = all.filter(({ tried_at }) => tried_at > now - MINUTE).length;
  if (!first || recent >= PER_MINUTE[first.target.channel]) return undefined;
  const waiting = all.filter((one) => UNSENT.includes(one.state));
  if (waiting.some(({ state, asked, next_at }) => state === 'failed' && asked && next_at > now))
    return undefined;
  return waiting.find(
    (one, index) =>
      one.next_at <= now &&
      rules.some(({ id, on }) => on && id === one.rule) &&
      !waiting.slice(0, index).some((before) => isBefore(before, one)),
  );
}

function isBefore(before: Delivery, one: Delivery): boolean {
  return before.rule === one.rule && before.incidents.some((incident) => one.incidents.includes(incident));
}
