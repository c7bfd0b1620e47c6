import type { QuestionKeys } from '../contracts/index.ts';
import { badKey } from './errors.ts';
import type { Window } from './dates.ts';

const DAY = 86_400_000;

/** A window of instants, as a query compares them: on each campus's own clock, or in UTC. */
export interface Times {
  is_local: boolean;
  from_time: string;
  to_time: string;
  before_time: string;
  first_utc_date: string;
  last_utc_date: string;
}

const OFFSET = /(?:Z|[ +-]\d\d:?\d\d)$/;

const hasOffset = (text: string) => OFFSET.test(text.slice(16));

function toMs(field: string, text: string): number {
  const iso = text.replace(' ', 'T').replace(/ (\d\d:?\d\d)$/, '+$1');
  const ms = Date.parse(text.length === 10 || hasOffset(text) ? iso : `${iso}Z`);
  if (Number.isNaN(ms)) throw badKey('invalid_value', field, 'no such time');
  return ms;
}

const toText = (ms: number) => new Date(ms).toISOString().slice(0, 23);
const dateOf = (ms: number) => toText(ms).slice(0, 10);

/**
 * The window that is asked about and the one before it. Times without an offset are on the clock of each campus, as
 * dates are; so both ends must be of the same kind.
 */
export function timesOf(keys: QuestionKeys<'explain'>, dates: Window): Times {
  const given = [keys.from_time, keys.to_time].filter((time) => time !== undefined);
  const is_local = !given.some(hasOffset);
  if (!is_local && !given.every(hasOffset))
    throw badKey('invalid_value', 'to_time', 'write both times with an offset, or neither');
  const from = toMs('from_time', keys.from_time ?? dates.from);
  const to = keys.to_time === undefined ? toMs('to', dates.to) + DAY : toMs('to_time', keys.to_time);
  if (from >= to) throw badKey('empty_window', 'from_time', 'is not earlier than to_time');
  const before = from - (keys.before_minutes === undefined ? to - from : keys.before_minutes * 60_000);
  const apart = is_local ? DAY : 0;
  return {
    is_local,
    from_time: toText(from),
    to_time: toText(to),
    before_time: toText(before),
    first_utc_date: dateOf((keys.baseline === 'before' ? before : from) - apart),
    last_utc_date: dateOf(to + apart),
  };
}

/** A time of the window as an answer says it: with the offset of UTC, or without where it is on the campus's clock. */
export const saidTime = (text: string, { is_local }: Times) => (is_local ? text : `${text}Z`);
