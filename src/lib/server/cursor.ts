import { z } from 'zod';
import { badKey } from './errors.ts';

const place = z.tuple([z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), z.string()]);

/** The last attempt of a page: microseconds since 1970 UTC, and its id. */
export type Place = z.infer<typeof place>;

/** Writes the place that the next page goes on from. */
export function toCursor(last: Place): string {
  return Buffer.from(JSON.stringify(last)).toString('base64url');
}

/** Reads what `toCursor` wrote. */
export function fromCursor(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw badKey('invalid_value', 'cursor', 'is not a next_cursor of this question');
  }
}
