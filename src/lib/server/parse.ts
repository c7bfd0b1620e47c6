import type { z } from 'zod';
import { QUESTION_NAMES, questionKeys } from '../contracts/index.ts';
import type { QuestionKeys, QuestionName } from '../contracts/index.ts';
import { QuestionError, badKey } from './errors.ts';

/** The question of that name; 404 where there is none. */
export function questionName(name: string): QuestionName {
  const known = QUESTION_NAMES.find((question) => question === name);
  if (known) return known;
  throw new QuestionError(
    404,
    'unknown_question',
    `there is no question ${name}: ask ${QUESTION_NAMES.join(', ')}`,
  );
}

/** Reads a question's keys from `[key, value]` pairs, as a URL or a command line gives them. */
export function parseKeys<Name extends QuestionName>(
  name: Name,
  pairs: Iterable<readonly [string, string]>,
): QuestionKeys<Name> {
  const shape: Record<string, z.core.$ZodType> = questionKeys[name].shape;
  const given = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    if (!Object.hasOwn(shape, key)) throw badKey('unknown_key', key, `${name} has no such key`);
    if (value === '') throw badKey('empty_value', key, 'has no value');
    given.set(key, [...(given.get(key) ?? []), value]);
  }
  const raw = Object.fromEntries(
    Array.from(given, ([key, values]) => [key, isList(shape[key]) ? values : only(key, values)]),
  );
  return checkKeys(name, raw);
}

/** Validates keys and puts them in one order, so that the same question always looks the same. */
export function checkKeys<Name extends QuestionName>(name: Name, raw: unknown): QuestionKeys<Name> {
  const result = questionKeys[name].safeParse(raw);
  if (!result.success) {
    const issue = result.error.issues[0];
    const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
    throw badKey('invalid_value', String(field ?? 'keys'), issue?.message ?? 'not understood');
  }
  const keys: Record<string, unknown> = result.data;
  const { from, to } = keys;
  if (typeof from === 'string' && typeof to === 'string' && from > to) {
    throw badKey('empty_window', 'from', `${from} is later than to, ${to}`);
  }
  return Object.fromEntries(
    Object.keys(keys)
      .sort()
      .map((key) => [key, ordered(keys[key])]),
  ) as QuestionKeys<Name>;
}

function only(key: string, values: string[]): string | undefined {
  if (values.length > 1) throw badKey('repeated_key', key, 'may be given once');
  return values[0];
}

function isList(schema: z.core.$ZodType | undefined): boolean {
  const def = schema?._zod.def as { type: string; innerType?: z.core.$ZodType } | undefined;
  return def?.type === 'array' || (def?.innerType !== undefined && isList(def.innerType));
}

function ordered(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set<unknown>(value)].sort() : value;
}
