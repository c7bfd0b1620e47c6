import { fail, redirect } from '@sveltejs/kit';
import { NAME_COOKIE, REMEMBERED_FOR } from '$lib/preferences.ts';
import { appendMark, ask, planFrom, readPlans, withdrawalOf } from '$lib/server/index.ts';
import type { Actions, PageServerLoad } from './$types';

/** The clock of a campus; that of the first where none is named. */
async function clocks(): Promise<(campus_id: string | undefined) => string> {
  const { campuses } = await ask('quality');
  return (campus_id) =>
    (campuses.find((one) => one.campus_id === campus_id) ?? campuses[0])?.timezone ?? 'Asia/Shanghai';
}

/** What is planned, with the clock on which each is told. */
export const load: PageServerLoad = async ({ parent, cookies }) => {
  const { facts } = await parent();
  const clock = facts ? await clocks() : () => 'Asia/Shanghai';
  return {
    plans: readPlans().map((plan) => ({ ...plan, timezone: clock(plan.scope.campus_id) })),
    timezone: clock(undefined),
    name: cookies.get(NAME_COOKIE) ?? '',
  };
};

/** Writes into the journal of marks, and goes back to the page, so that a reload writes nothing again. */
export const actions: Actions = {
  add: async ({ request, cookies, url }) => {
    const made = planFrom(await request.formData(), await clocks(), new Date());
    if ('field' in made) return fail(400, { field: made.field });
    appendMark(made);
    cookies.set(NAME_COOKIE, made.by, {
      path: '/',
      maxAge: REMEMBERED_FOR,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
    });
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
