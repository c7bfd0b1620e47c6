import { error, fail, redirect } from '@sveltejs/kit';
import { ALERT_CHANNELS } from '$lib/contracts/index.ts';
import {
  alertFiles,
  deleteRule,
  deliveriesOf,
  fieldsOf,
  readRules,
  ruleFrom,
  saveRule,
  sendAgain,
  sendTest,
  sentFields,
  shownTarget,
} from '$lib/server/alerts/index.ts';
import { published } from '$lib/server/index.ts';
import { log } from '$lib/server/log.ts';
import { alertWords } from '$lib/words/alert.ts';
import type { Actions, PageServerLoad } from './$types';

/** Deliveries that the page lists. */
const LISTED = 50;

/** The rules without their secrets, what was sent last, and what was given up. */
export const load: PageServerLoad = ({ url }) => {
  const { path } = published();
  const rules = readRules(alertFiles(path).rules);
  const channel = ALERT_CHANNELS.find((one) => one === url.searchParams.get('new'));
  const edited = rules.find(({ id }) => id === url.searchParams.get('edit'));
  const deliveries = deliveriesOf(path);
  const names = new Map(rules.map(({ id, name }) => [id, name]));
  const shown = deliveries.map((one) => ({ ...one, rule_name: names.get(one.rule) ?? one.rule }));
  return {
    rules: rules.map(({ target, ...rule }) => ({
      ...rule,
      target: { channel: target.channel, shown: shownTarget(target) },
    })),
    form_fields: edited ? fieldsOf(edited) : channel ? { target: [channel], on: ['on'] } : null,
    deliveries: shown.toSorted((a, b) => b.at - a.at).slice(0, LISTED),
    dead: shown.filter(({ state }) => state === 'dead'),
    sent_in_week: deliveries.filter(({ state, at }) => state === 'sent' && at > Date.now() - 7 * 86_400_000)
      .length,
  };
};

/** The rule that a form is about. */
async function ruleOf(request: Request) {
  const form = await request.formData();
  const path = alertFiles(published().path).rules;
  const rule = readRules(path).find(({ id }) => id === form.get('id'));
  return { form, path, rule };
}

export const actions: Actions = {
  save: async ({ request }) => {
    const { form, path, rule: before } = await ruleOf(request);
    const made = ruleFrom(form, before);
    if ('wrong' in made) return fail(400, { wrong: made.wrong, fields: sentFields(form) });
    saveRule(path, made.rule);
    log.info({ rule: made.rule.id }, 'alert rule saved');
    redirect(303, '/alerts');
  },
  toggle: async ({ request }) => {
    const { path, rule } = await ruleOf(request);
    if (rule) saveRule(path, { ...rule, on: !rule.on });
    redirect(303, '/alerts');
  },
  delete: async ({ request }) => {
    const { path, rule } = await ruleOf(request);
    if (rule) deleteRule(path, rule.id);
    redirect(303, '/alerts');
  },
  test: async ({ request }) => {
    const { rule } = await ruleOf(request);
    if (!rule) error(404);
    const outcome = await sendTest(rule, alertWords);
    return { tested: rule.id, sent: outcome.sent, answer: outcome.sent ? outcome.answer : outcome.error };
  },
  again: async ({ request }) => {
    const form = await request.formData();
    sendAgain(published().path, String(form.get('id')));
    redirect(303, '/alerts');
  },
};
