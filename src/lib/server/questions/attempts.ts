import type { AttemptsAnswer, QuestionKeys } from '../../contracts/index.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Place } from '../cursor.ts';
import { filterParameters, filteredDimensions, windowOf } from '../filters.ts';
import { smallestMart } from '../marts.ts';
import type { Parameters } from '../parameters.ts';
import { provenanceOf } from '../provenance.ts';
import { attemptDays } from '../queries/attempt_days.ts';
import type { AttemptDay } from '../queries/attempt_days.ts';
import { attemptDaysOfOrder } from '../queries/attempt_days_of_order.ts';
import { attempts as queryAttempts } from '../queries/attempts.ts';
import type { Lease } from '../version.ts';

/** Later than every attempt: where the first page starts. */
const NEWEST: Place = [Number.MAX_SAFE_INTEGER, ''];

/** A page of the attempts themselves, newest first. Only as many days are read as the page needs. */
export async function attempts(lease: Lease, keys: QuestionKeys<'attempts'>): Promise<AttemptsAnswer> {
  const window = windowOf(keys, lease.version);
  const head = provenanceOf(lease.version, window);
  const empty = { attempts: [], next_cursor: null };
  if (!window) return { ...head, total: 0, ...empty };
  const before = keys.cursor === undefined ? NEWEST : fromCursor(keys.cursor);
  const parameters = { ...attemptParameters(keys), ...window };
  const days = await matchingDays(lease, keys, parameters);
  const total = days.reduce((sum, day) => sum + day.attempts, 0);
  const span = spanOf(days, before, keys.limit);
  if (!span) return { ...head, total, ...empty };
  const [before_us, before_id] = before;
  const found = await queryAttempts(lease.run, {
    ...parameters,
    ...span,
    before_us,
    before_id,
    limit: keys.limit + 1,
  });
  const page = found.slice(0, keys.limit);
  const last = page.at(-1);
  return {
    ...head,
    total,
    attempts: page.map(({ attempted_us: _, ...attempt }) => attempt),
    next_cursor: last && found.length > page.length ? toCursor([last.attempted_us, last.attempt_id]) : null,
  };
}

function attemptParameters(keys: QuestionKeys<'attempts'>): Parameters {
  return {
    ...filterParameters(keys),
    hour: keys.hour ?? null,
    weekday: keys.weekday ?? null,
    day_of_month: keys.day_of_month ?? null,
    days_to_month_end: keys.days_to_month_end ?? null,
    status: keys.status ?? null,
    order_id: keys.order_id ?? null,
  };
}

function matchingDays(
  lease: Lease,
  keys: QuestionKeys<'attempts'>,
  parameters: Parameters,
): Promise<AttemptDay[]> {
  if (keys.order_id !== undefined) return attemptDaysOfOrder(lease.run, parameters);
  const mart = smallestMart(filteredDimensions(keys), lease.version.martSizes);
  return attemptDays(lease.run, { ...parameters, mart });
}

/** The UTC dates to read: back from the cursor until more than a page is sure to be found. */
function spanOf(days: AttemptDay[], [before_us]: Place, limit: number) {
  const newest =
    before_us === NEWEST[0] ? '9999-12-31' : new Date(before_us / 1000).toISOString().slice(0, 10);
  const open = days.filter((day) => day.utc_date <= newest);
  let certain = 0;
  for (const [index, day] of open.entries()) {
    if (day.utc_date < newest) certain += day.attempts;
    if (certain > limit || index === open.length - 1) {
      return { first_utc_date: day.utc_date, last_utc_date: open[0]?.utc_date ?? day.utc_date };
    }
  }
  return null;
}
