import type { Mapping, Rule } from '../mapping.ts';
import type { Because } from './because.ts';
import { CHANNEL_WORDS, COLUMN_NAMES, STATUS_WORDS, TIME_SHAPES } from './names.ts';
import type { Sample } from './sample.ts';

/** A rule for a canonical column, with what speaks for it. */
export interface Proposal {
  column: string;
  rule: Rule;
  because: Because[];
}

/** What could be told of a table: rules for what was recognised, and what is missing for a mapping. */
export interface Proposed {
  proposals: Proposal[];
  missing: string[];
}

const MOST_VALUES = 30;
const NUMBER = /^-?\d+(\.\d+)?$/;

function distinct(values: string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))];
}

/** Translates the texts that words are known for; the others are listed apart. */
function translated(values: string[], words: [string, RegExp][]) {
  const pairs = values.map((value) => [value, words.find(([, word]) => word.test(value))?.[0]] as const);
  return {
    values: Object.fromEntries(
      pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined),
    ),
    unknown: pairs.filter(([, to]) => to === undefined).map(([value]) => value),
  };
}

type Refine = (from: string, values: string[]) => { rule: Rule; because?: Because; odd?: number } | null;

/** How many values are not such as the others, where they are few: a total, a word; null where they are not. */
function oddAmong(values: string[], isSuch: (value: string) => boolean): number | null {
  const odd = values.filter((value) => !isSuch(value)).length;
  return odd <= Math.max(1, values.length / 20) && odd * 2 < values.length ? odd : null;
}

/** What a column must hold to be taken for one, and how it is then read. */
const REFINE: Record<string, Refine> = {
  attempted_at(from, values) {
    const [found] = TIME_SHAPES.map(([shape, format]) => ({
      format,
      odd: oddAmong(values, (value) => shape.test(value)),
    }))
      .filter(({ odd }) => odd !== null)
      .sort((one, other) => Number(one.odd) - Number(other.odd));
    if (found === undefined) return null;
    const { format, odd } = found;
    return {
      rule: { from, ...(format && { format }) },
      odd: odd ?? 0,
      because: format ? { code: 'times_like', format } : { code: 'times' },
    };
  },
  status(from, values) {
    if (values.length > MOST_VALUES) return null;
    const { values: known, unknown } = translated(values, STATUS_WORDS);
    if (Object.keys(known).length === 0) return null;
    return {
      rule: { from, values: known },
      because:
        unknown.length === 0 ? { code: 'states' } : { code: 'states_open', values: unknown.slice(0, 5) },
    };
  },
  channel(from, values) {
    const { values: known, unknown } = translated(values, CHANNEL_WORDS);
    if (values.length > MOST_VALUES || Object.keys(known).length === 0)
      return { rule: { from, lower: true } };
    return {
      rule: {
        from,
        values: { ...known, ...Object.fromEntries(unknown.map((it) => [it, it.toLowerCase()])) },
      },
    };
  },
  amount(from, values) {
    const marks = ['¥', '￥', ','].filter((mark) => values.some((value) => value.includes(mark)));
    const numbers = values.map((value) => marks.reduce((text, mark) => text.replaceAll(mark, ''), value));
    const odd = oddAmong(numbers, (value) => NUMBER.test(value));
    if (odd === null) return null;
    const isWhole = numbers.every((value) => !NUMBER.test(value) || /^-?\d+$/.test(value));
    const isFen = isWhole && /分|fen|cent|total_fee/i.test(from);
    return {
      odd,
      rule: {
        from,
        ...(marks.length > 0 && { replace: Object.fromEntries(marks.map((mark) => [mark, ''])) }),
        ...(isFen && { scale: 0.01 }),
      },
      because: { code: isFen ? 'smallest_unit' : 'numbers' },
    };
  },
  latency_ms(from, values) {
    const odd = values.length === 0 ? 0 : oddAmong(values, (value) => NUMBER.test(value));
    return odd === null ? null : { rule: { from }, odd };
  },
};
REFINE['updated_at'] = REFINE['attempted_at'] as Refine;

const AS_IT_IS: Refine = (from) => ({ rule: { from } });

/** What stands in for a required column that the file lacks. */
const STAND_INS: Record<string, string> = { campus_id: 'campus', channel: 'unknown' };

function identity(taken: Map<string, string>, names: string[]): Proposal {
  const said = ['attempted_at', 'order_id', 'payer_id', 'amount'].flatMap(
    (column) => taken.get(column) ?? [],
  );
  const hash = said.length > 1 ? said : names.filter((name) => name !== taken.get('status'));
  return {
    column: 'attempt_id',
    rule: { hash },
    because: [{ code: 'no_unique' }],
  };
}

/** Proposes how each column of attempts is read from a table, by the names of its columns and what they hold. */
export function propose({ names, rows }: Sample): Proposed {
  const taken = new Map<string, string>();
  const proposals: Proposal[] = [];
  const valuesOf = (name: string) => distinct(rows.map((row) => row[names.indexOf(name)] ?? ''));
  const isUnique = (name: string) => valuesOf(name).length === rows.length;
  for (const [column, pattern] of COLUMN_NAMES) {
    const free = names.filter((name) => name !== '' && ![...taken.values()].includes(name));
    for (const name of [...free.filter((it) => it === column), ...free.filter((it) => pattern.test(it))]) {
      const values = valuesOf(name);
      if (column === 'attempt_id' && name !== column && !isUnique(name)) continue;
      const refined = (REFINE[column] ?? AS_IT_IS)(name, values);
      if (refined === null) continue;
      const empty = values.filter((value) => value === '/' || value === '-');
      taken.set(column, name);
      const rule = empty.length > 0 && !refined.rule.values ? { ...refined.rule, empty } : refined.rule;
      proposals.push({
        column,
        rule,
        because: [
          { code: 'called', name },
          ...(refined.because ? [refined.because] : []),
          ...(refined.odd ? [{ code: 'odd' as const, count: refined.odd }] : []),
        ],
      });
      break;
    }
  }
  if (!taken.has('attempt_id') && taken.has('attempted_at')) proposals.push(identity(taken, names));
  for (const [column, value] of Object.entries(STAND_INS)) {
    if (!taken.has(column))
      proposals.push({
        column,
        rule: { value },
        because: [{ code: 'stand_in', value }],
      });
  }
  return { proposals, missing: ['attempted_at', 'status'].filter((column) => !taken.has(column)) };
}

/** The mapping of what was proposed; null where something required is missing. */
export function mappingOf({ proposals, missing }: Proposed, head: Omit<Mapping, 'columns'>): Mapping | null {
  if (missing.length > 0) return null;
  return { ...head, columns: Object.fromEntries(proposals.map(({ column, rule }) => [column, rule])) };
}
