import { NOTHING, numberFormat, withSign, type Language } from './number.ts';

const two = (language: Language) =>
  numberFormat(language, { maximumSignificantDigits: 2, minimumSignificantDigits: 2 });

/** A share of one as a percentage with two digits that matter: `3.1%`, `0.42%`. */
export function rate(value: number | null | undefined, language: Language): string {
  if (value == null) return NOTHING;
  const percent = value * 100;
  if (percent === 0) return '0%';
  if (percent > 0 && percent < 0.01) return '<0.01%';
  const format =
    percent >= 99.5
      ? numberFormat(language, { maximumFractionDigits: percent < 100 ? 1 : 0 })
      : two(language);
  return `${format.format(percent)}%`;
}

/** A quotient of two counts; none where there is nothing to divide by. */
export function ratio(part: number | null | undefined, whole: number | null | undefined): number | null {
  return part == null || !whole ? null : part / whole;
}

/** A difference between two rates in percentage points, without the unit: `+0.4`; null where there is none. */
export function points(value: number | null, compared: number | null, language: Language): string | null {
  if (value === null || compared === null) return null;
  const difference = (value - compared) * 100;
  if (Math.abs(difference) < 0.005) return '0';
  const digits = Math.abs(difference) < 0.1 ? 2 : 1;
  const format = numberFormat(language, { maximumFractionDigits: digits });
  return withSign(difference, format.format(Math.abs(difference)));
}

/** A relative change: `+12%`; null where there is nothing to compare with. */
export function change(value: number | null, compared: number | null, language: Language): string | null {
  if (value === null || !compared) return null;
  const relative = (value - compared) / compared;
  if (Math.abs(relative) < 0.0005) return '0%';
  if (relative >= 9.995) return `×${two(language).format(value / compared)}`;
  return withSign(relative, `${two(language).format(Math.abs(relative) * 100)}%`);
}

/** A rate to a thousandth of a percent, where two that are close stand side by side: `3.174%`. */
export function preciseRate(value: number | null | undefined, language: Language): string {
  if (value == null) return NOTHING;
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 3 }).format(value);
}
