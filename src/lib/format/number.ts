/** The languages that numbers and dates are written in. */
export type Language = 'zh-CN' | 'en';

/** What stands where there is no value: empty is not zero. */
export const NOTHING = '–';

const formats = new Map<string, Intl.NumberFormat>();

/** A format for numbers; each is made once, which takes longer than thirty uses of it. */
export function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, known);
  return known;
}

const NBSP = '\u00a0';

/** A count in full, with separators: `48,212`. */
export function exact(value: number | null | undefined, language: Language): string {
  return value == null ? NOTHING : numberFormat(language).format(value);
}

/** A count short enough for a headline: `4.8 万` / `48.2k`; small counts stay exact. */
export function short(value: number | null | undefined, language: Language): string {
  if (value == null) return NOTHING;
  const size = Math.abs(value);
  if (size < 10_000) return exact(Math.round(value), language);
  const steps: [number, string][] =
    language === 'zh-CN'
      ? [
          [1e8, `${NBSP}亿`],
          [1e4, `${NBSP}万`],
        ]
      : [
          [1e9, 'bn'],
          [1e6, 'm'],
          [1e3, 'k'],
        ];
  const [unit, word] = steps.find(([unit]) => size >= unit * 0.99995) ?? steps.at(-1)!;
  const scaled = value / unit;
  const digits = Math.abs(scaled) >= 1000 ? 0 : 1;
  return numberFormat(language, { maximumFractionDigits: digits }).format(scaled) + word;
}

/** A count with its sign, for changes: `+1,203`, `−87`. */
export function signed(value: number | null | undefined, language: Language): string {
  if (value == null) return NOTHING;
  return withSign(value, short(Math.abs(value), language));
}

/** Puts a typographic sign before a number that is written without one. */
export function withSign(value: number, text: string): string {
  if (value === 0) return text;
  return (value > 0 ? '+' : '−') + text;
}

/** Yuan, short: `¥4.8 万` / `¥48.2k`; below ten thousand to the yuan, below one hundred to the fen. */
export function money(value: number | null | undefined, language: Language): string {
  if (value == null) return NOTHING;
  return Math.abs(value) < 100 && !Number.isInteger(value)
    ? exactMoney(value, language)
    : `¥${short(value, language)}`;
}

/** Yuan to the fen: `¥48,212.50`. */
export function exactMoney(value: number | null | undefined, language: Language): string {
  if (value == null) return NOTHING;
  const format = numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `¥${format.format(value)}`;
}

/** Closes the gap between a Chinese unit and the measure word after it: `4.8 万笔`, yet `4,830 笔`. */
export function closeUp(text: string): string {
  return text.replace(/([万亿])[ \u00a0](?=\p{Script=Han})/gu, '$1');
}
