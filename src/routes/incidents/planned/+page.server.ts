import { error, fail, redirect } from '@sveltejs/kit';
import { NAME_COOKIE } from '$lib/preferences.ts';
import { appendMark, ask, planFrom, readPlans, withdrawalOf, type Choices } from '$lib/server/index.ts';
import type { Facts } from '$lib/words/facts.ts';
import { readFacts } from '../../facts.server.ts';
import { rememberName } from '../name.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** The clock of a campus, or that of most where none is named. */
async function clocks({ timezone }: Facts): Promise<Choices['timezoneOf']> {
  const { campuses } = await ask('quality');
  return (id) => campuses.find((one) => one.campus_id === id)?.timezone ?? timezone;
}

/** What can be chosen, and on which clocks. */
async function choices(): Promise<Choices> {
  const facts = await readFacts();
  if (facts === null) error(503, { message: 'there are no data yet' });
  const { campus_id, building_id, channel, bank } = facts.options;
  return { places: [...campus_id, ...building_id], channel, bank, timezoneOf: await clocks(facts) };
}

/** What is planned, with the clock on which each is told. */
export const load: PageServerLoad = async ({ parent, cookies }) => {
  const { facts } = await parent();
  if (!facts) return { plans: [], name: '' };
  const timezoneOf = await clocks(facts);
  const plans = readPlans().map((plan) => ({ ...plan, timezone: timezoneOf(plan.scope.campus_id) }));
  return { plans, name: cookies.get(NAME_COOKIE) ?? '' };
};

/** Writes into the journal of marks, and goes back to the page, so that a reload writes nothing again. */
export const actions: Actions = {
  add: async ({ request, cookies, url }) => {
    const made = planFrom(await request.formData(), await choices(), new Date());
    if ('field' in made) return fail(400, { field: made.field });
    appendMark(made);
    rememberName(cookies, url, made.by);
    redirect(303, url.pathname);
  },
  withdraw: async ({ request, cookies, url }) => {
    const plan_id = (await request.formData()).get('plan_id');
    const plan = readPlans().find((one) => one.plan_id === plan_id);
    if (!plan) redirect(303, url.pathname);
    const made = withdrawalOf(plan, cookies.get(NAME_COOKIE) ?? plan.by, new Date());
    if ('field' in made) return fail(400, { field: made.field });
    appendMark(made);
    redirect(303, url.pathname);
  },
};
