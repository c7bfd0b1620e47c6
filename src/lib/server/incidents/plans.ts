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

/** What a plan may name, and the clock of a campus, or that of most where none is named. */
export interface Choices {
  /** Campuses, and buildings as `campus/building`. */
  places: readonly string[];
  channel: readonly string[];
  bank: readonly string[];
  timezoneOf(campus_id: string | undefined): string;
}

/** Days that something planned may last: longer would hide what is nobody's plan. */
const MOST_DAYS = 62;

/** What was filled in, as a mark of what is planned; times are on the clock of the campus. */
export function planFrom(form: FormData, choices: Choices, now: Date): Mark | Refused {
  const given = fieldsOf(form);
  const category = [ANY, ...CATEGORIES].find((one) => one === given('category'));
  if (category === undefined) return { field: 'category' };
  const [place, channel, bank] = [given('place'), given('channel'), given('bank')];
  const isChoice = (value: string | null, of: readonly string[]) => value === null || of.includes(value);
  if (!isChoice(place, choices.places)) return { field: 'place' };
  if (!isChoice(channel, choices.channel)) return { field: 'channel' };
  if (!isChoice(bank, choices.bank)) return { field: 'bank' };
  const [campus_id, building_id] = place?.split('/') ?? [];
  const set = { campus_id, building_id, channel, bank };
  const scope = Object.fromEntries(Object.entries(set).filter(([, value]) => value)) as Scope;
  const timezone = choices.timezoneOf(campus_id);
  const [from, to] = [timeOf(given('from'), timezone), timeOf(given('to'), timezone)];
  if (from === null || to === null) return { field: from === null ? 'from' : 'to' };
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * 86_400_000) return { field: 'to' };
  const what = createHash('sha256')
    .update(JSON.stringify([category, scope, from, to]))
    .digest('hex');
  const made = { at: now.toISOString(), by: given('by') ?? '', incident_id: PLANNED + what.slice(0, 12) };
  return checked(mark.safeParse({ ...made, category, from, to, scope, mark: 'known', text: given('text') }));
}

/** Takes a plan back. */
export const withdrawalOf = ({ plan_id, category, scope }: Plan, by: string, now: Date): Mark | Refused =>
  checked(
    mark.safeParse({ at: now.toISOString(), by, incident_id: plan_id, category, scope, mark: 'cleared' }),
  );
