import { createHash } from 'node:crypto';
import { ANY, mark, PLANNED, type Mark } from '../../../../ingest/detect/marks.ts';
import { CATEGORIES, type Plan, type Scope } from '../../contracts/index.ts';
import { readHandling } from './journals.ts';
import { checked, fieldsOf, timeOf, type Refused } from './write.ts';

/** What is planned and was not taken back, the latest first. */
export function readPlans(): Plan[] {
  return [...readHandling()]
    .flatMap(([plan_id, { state, marks }]) => {
      const last = marks.findLast((one) => one.mark === 'known');
      if (!plan_id.startsWith(PLANNED) || state !== 'known' || !last) return [];
      const { by, category, scope, from, to, text } = last;
      return [{ plan_id, by, category: category as Plan['category'], scope, from: from!, to: to!, text }];
    })
    .sort((a, b) => Date.parse(b.from) - Date.parse(a.from));
}

/** What was filled in, as a mark of what is planned; times are on the clock of the campus. */
export function planFrom(
  form: FormData,
  timezoneOf: (campus_id: string | undefined) => string,
  now: Date,
): Mark | Refused {
  const given = fieldsOf(form);
  const [campus_id, building_id] = (given('place') ?? '').split('/') as [string, string?];
  const set = { campus_id: campus_id || null, building_id, channel: given('channel'), bank: given('bank') };
  const scope = Object.fromEntries(Object.entries(set).filter(([, value]) => value)) as Scope;
  const category = given('category');
  const known = [ANY, ...CATEGORIES].find((one) => one === category);
  if (known === undefined) return { field: 'category' };
  const timezone = timezoneOf(scope.campus_id);
  const [from, to] = [timeOf(given('from'), timezone), timeOf(given('to'), timezone)];
  if (from === null || to === null) return { field: from === null ? 'from' : 'to' };
  const what = createHash('sha256')
    .update(JSON.stringify([known, scope, from, to]))
    .digest('hex');
  const made = { at: now.toISOString(), by: given('by') ?? '', incident_id: PLANNED + what.slice(0, 12) };
  return checked(
    mark.safeParse({ ...made, category: known, from, to, scope, mark: 'known', text: given('text') }),
  );
}

/** Takes a plan back. */
export const withdrawalOf = ({ plan_id, category, scope }: Plan, by: string, now: Date): Mark | Refused =>
  checked(
    mark.safeParse({ at: now.toISOString(), by, incident_id: plan_id, category, scope, mark: 'cleared' }),
  );
