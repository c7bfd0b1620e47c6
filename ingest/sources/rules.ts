import { EXIT, Refusal } from '../errors.ts';
import { staysOpen } from './records.ts';

/** Rows that are no data, by how they begin; with `to_end`, all that follows them too. */
export interface SkipRule {
  starts_with: string;
  to_end?: boolean;
}

/** Which lines of a text are data, and how a line splits into cells where it is not CSV. */
export interface LineRules {
  /** Lines before the header. */
  skipRows: number;
  /** The header is the first line that has all of these; none: it is the next line. */
  headerNames: readonly string[];
  /** Whether there is a header at all. */
  hasHeader: boolean;
  skip: readonly SkipRule[];
  delimiter: string;
  /** Finds the number of rows that the skipped lines promise, in its first group. */
  promises?: RegExp;
  /** The cells of a line that is not CSV; null for one that is. */
  cells?: (line: string) => string[] | null;
}

/** How often a rule skipped a line, with the first one as an example. */
export interface Skipped {
  rule: string;
  count: number;
  example_line: number;
}

/** What the rules left out of a text. */
export interface LeftOut {
  /** Lines before the header. */
  headerAfter: number;
  skipped: Skipped[];
  /** How many rows the file says it has, if it says so. */
  promised: number | null;
}

/** A text that is kept for `promises`: as much as any preamble has. */
const MOST_KEPT = 1 << 16;

/** A record as CSV writes it (RFC 4180). */
export function csvRecord(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function ruleName({ starts_with: start, to_end: toEnd }: SkipRule): string {
  return `begins with ${start}${toEnd === true ? ', to the end' : ''}`;
}

/**
 * Applies rules to the lines of a text that comes in blocks of whole lines. A line that is no data becomes a blank one,
 * so that every other keeps its number.
 */
export function lineRules(rules: LineRules) {
  const skipped = new Map<string, Skipped>();
  let kept = '';
  let line = 0;
  let headerAfter = rules.hasHeader ? -1 : 0;
  let isOpen = false;
  let toEnd: string | undefined;

  const skip = (rule: string, text: string) => {
    const entry = skipped.get(rule) ?? { rule, count: 0, example_line: line };
    skipped.set(rule, { ...entry, count: entry.count + 1 });
    if (kept.length < MOST_KEPT) kept += `${text}\n`;
    return '';
  };
  const isHeader = (text: string) => {
    if (line <= rules.skipRows) return false;
    const names = new Set(text.split(rules.delimiter).map((name) => name.replaceAll('"', '').trim()));
    return rules.headerNames.every((name) => names.has(name));
  };
  const follow = (text: string) => {
    if (isOpen || text.includes('"'))
      isOpen = staysOpen(Buffer.from(text), isOpen, rules.delimiter.charCodeAt(0));
    return text;
  };
  const take = (text: string): string => {
    const isBlank = text.trim() === '';
    if (isBlank && !isOpen && headerAfter !== -1) return text;
    if (headerAfter === -1) {
      if (isBlank || !isHeader(text)) return skip('before the header', text);
      headerAfter = line - 1;
      return text;
    }
    if (!isOpen) {
      const rule =
        toEnd === undefined && rules.skip.find((it) => text.trimStart().startsWith(it.starts_with));
      if (rule && rule.to_end === true) toEnd = ruleName(rule);
      if (toEnd !== undefined || rule) return skip(toEnd ?? ruleName(rule as SkipRule), text);
    }
    const cells = rules.cells?.(text);
    return cells ? csvRecord(cells) : follow(text);
  };

  return {
    apply: (block: string): string =>
      block
        .split('\n')
        .map((piece, n, all) => {
          const isRest = n === all.length - 1;
          if (isRest && piece === '') return piece;
          line += 1;
          const carriage = piece.endsWith('\r') ? '\r' : '';
          return take(carriage ? piece.slice(0, -1) : piece) + carriage;
        })
        .join('\n'),
    /** @throws Refusal (unusable) when no line was the header */
    end(): LeftOut {
      if (headerAfter === -1) {
        throw new Refusal(
          rules.headerNames.length === 0
            ? 'no header row was found'
            : `no line names the columns ${rules.headerNames.join(', ')}: is it read with the right mapping?`,
          EXIT.unusable,
        );
      }
      const promised = rules.promises?.exec(kept)?.[1];
      return {
        headerAfter,
        skipped: [...skipped.values()],
        promised: promised === undefined ? null : Number(promised),
      };
    },
  };
}
