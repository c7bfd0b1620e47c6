import { dayNumber } from './calendar.ts';
import type { Options } from './types.ts';

/** A whole spring term with four month ends. */
export const DEFAULTS: Options = {
  seed: 1,
  from: '2026-03-01',
  days: 122,
  attemptsPerDay: 5000,
  campuses: 3,
};

/** The options with their defaults. Throws a RangeError that names the option which cannot be. */
export function complete({ seed, from, days, attemptsPerDay, campuses }: Partial<Options>): Options {
  const options: Options = {
    seed: seed ?? DEFAULTS.seed,
    from: from ?? DEFAULTS.from,
    days: days ?? DEFAULTS.days,
    attemptsPerDay: attemptsPerDay ?? DEFAULTS.attemptsPerDay,
    campuses: campuses ?? DEFAULTS.campuses,
  };
  if (!Number.isSafeInteger(options.seed)) throw new RangeError(`seed: not a whole number: ${options.seed}`);
  for (const [name, most] of [
    ['days', 3660],
    ['attemptsPerDay', 2e6],
    ['campuses', 5000],
  ] as const)
    // prettier-ignore
    if (!Number.isInteger(options[name]) || options[name] < 1 || options[name] > most)
      throw new RangeError(`${name}: not a whole number from 1 to ${most}: ${options[name]}`);
  dayNumber(options.from);
  return options;
}
