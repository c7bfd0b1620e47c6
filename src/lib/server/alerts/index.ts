import type { AlertRule, AlertWords } from '../../contracts/index.ts';
import { send, type Outcome } from './channels/index.ts';
import { alertFiles } from './files.ts';
import { AlertJournal } from './journal.ts';
import { contextOf } from './queue.ts';
import { readState, type Delivery } from './state.ts';

export { alertFiles } from './files.ts';
export { fieldsOf, ruleFrom, sentFields } from './form.ts';
export type { RuleFields } from './form.ts';
export { deleteRule, newRuleId, readRules, saveRule, shownTarget } from './rules.ts';
export { alertsSent } from './sent.ts';
export { AlertService } from './service.ts';
export type { Delivery } from './state.ts';
export type { Outcome } from './channels/index.ts';

/** Every delivery of the journal, in the order in which they were queued. */
export function deliveriesOf(published: string): Delivery[] {
  return [...readState(alertFiles(published).journal).deliveries.values()];
}

/** Asks that a dead letter be sent again; says whether there was one. */
export function sendAgain(published: string, id: string): boolean {
  const dead = deliveriesOf(published).some((one) => one.id === id && one.state === 'dead');
  if (dead) new AlertJournal(alertFiles(published).journal).add({ state: 'again', at: Date.now(), id });
  return dead;
}

/** Sends a test by a rule, at once and outside of the journal, and gives the receiver's answer. */
export function sendTest(rule: AlertRule, words: AlertWords): Promise<Outcome> {
  const message = words.test(contextOf(rule, { places: { campuses: {}, buildings: {} }, sample: false }));
  const now = Date.now();
  return send(rule.target, message, { id: `test-${now}`, event: 'test', incidents: [] }, now);
}
