import type { Building, Leaf } from './layout.ts';
import type { Day } from './days.ts';
import { CATEGORIES, type Category, type WorldSpec } from './types.ts';
import { between, jitter, seeded } from './random.ts';

const HALF_HOURS = 48;
const bump = (hour: number, at: number, width: number) => Math.exp(-0.5 * ((hour - at) / width) ** 2);

/** Height of lunch, dinner, supper and the rest of the day, by kind of building. */
const MEALS: Record<Building['kind'], readonly [number, number, number, number]> = {
  dormitory: [1, 1.1, 0.8, 0.12],
  teaching: [1.4, 0.5, 0.1, 0.15],
  canteen: [1.5, 1.3, 0.1, 0.05],
  library: [0.9, 0.9, 0.3, 0.2],
  office: [1.3, 0.3, 0.02, 0.15],
};

/** Share of a day's attempts in each half-hour. */
export function volumeCurve(kind: Building['kind'], isLate: boolean, shift: number): Float64Array {
  const [lunch, dinner, supper, rest] = MEALS[kind];
  const late = (isLate ? 0.6 : 0) + shift;
  const curve = Float64Array.from({ length: HALF_HOURS }, (_, i) => {
    const hour = i / 2 + 0.25;
    const awake = hour < 6.5 ? 0.02 : hour > 23 ? 0.3 : 1;
    return (
      lunch * bump(hour, 11.8 + late, 0.75) +
      dinner * bump(hour, 17.8 + late, 0.9) +
      supper * bump(hour, 21.2 + late, 1) +
      0.35 * bump(hour, 8 + late, 0.7) +
      rest * awake * 0.6
    );
  });
  const total = curve.reduce((sum, it) => sum + it, 0);
  return curve.map((it) => it / total);
}

/** Failures of a category per settled attempt, before any factor. */
export const BASE: Record<Category, number> = {
  network: 0.0075,
  balance: 0.0075,
  timeout: 0.005,
  channel_error: 0.0025,
  risk_or_limit: 0.003,
  authentication: 0.004,
  unpaid: 0.005,
};

/** How a failure rate moves over the day: the network and what is behind it suffer at the peaks. */
export function rateCurve(category: Category, isTerm: boolean): Float64Array {
  const peak = { network: 0.5, timeout: 0.6, channel_error: 0.2 }[category as string] ?? 0;
  const night = { balance: 0.25, authentication: 0.3, unpaid: 0.4 }[category as string] ?? 0;
  return Float64Array.from({ length: HALF_HOURS }, (_, i) => {
    const hour = i / 2 + 0.25;
    const lifted = peak * (bump(hour, 11.9, 0.8) + bump(hour, 17.9, 0.9)) + night * bump(hour, 22, 1.5);
    return (1 + lifted) * (isTerm ? 1 : 0.95);
  });
}

/** How much more often a category happens on one way to pay than on average; 0 where it cannot. */
export function railFactor(category: Category, { channel, method, bank }: Leaf): number {
  if (category === 'unpaid') return channel === 'wechat_pay' ? 1.3 : channel === 'alipay' ? 1.1 : 0;
  if (category === 'balance')
    return method === 'credit_card'
      ? 0.2
      : method === 'campus_card'
        ? 2.2
        : method === 'debit_card'
          ? 0.9
          : 1.2;
  if (channel === 'campus_card') return category === 'network' ? 0.8 : 0.5;
  if (category === 'timeout' || category === 'channel_error')
    return bank === '' ? 0.6 : channel === 'unionpay' ? 1.6 : 1.2;
  return category === 'authentication' && channel === 'unionpay' ? 2 : 1;
}

/** The failure rates of a world as factors. */
export interface Rates {
  place: Float64Array[];
  rail: Float64Array[];
  /** By building, category and half-hour: all 1 unless the world gives each building hours of its own. */
  own: Float64Array[][];
  drift: (category: number, day: number) => number;
}

/** Draws the factors of a world. */
export function ratesOf(spec: WorldSpec, buildings: readonly Building[], leaves: readonly Leaf[]): Rates {
  const random = seeded(spec.seed, 'rates');
  const spread = (category: Category) => (category === 'network' ? 0.4 : 0.15);
  const waves = CATEGORIES.map(
    () => [between(random, 0.05, 0.15), between(random, 60, 140), random() * 6] as const,
  );
  return {
    place: buildings.map(() =>
      Float64Array.from(CATEGORIES, (category) => BASE[category] * jitter(random, spread(category))),
    ),
    rail: leaves.map((leaf) =>
      Float64Array.from(CATEGORIES, (category) => railFactor(category, leaf) * jitter(random, 0.2)),
    ),
    own: buildings.map(() =>
      CATEGORIES.map(() => {
        const [at, height, width] = [
          between(random, 8, 23),
          between(random, 0.5, 2.5),
          between(random, 0.7, 2),
        ];
        return Float64Array.from({ length: HALF_HOURS }, (_, i) =>
          spec.kind === 'hours' ? 0.8 + height * bump(i / 2 + 0.25, at, width) : 1,
        );
      }),
    ),
    drift: (category, day) => {
      const [height, period, phase] = waves[category]!;
      return 1 + height * Math.sin((day / period) * 2 * Math.PI + phase);
    },
  };
}

/** Whether a day's meals are late. */
export const isLateDay = ({ kind, weekday }: Day): boolean => kind !== 'term' || weekday % 6 === 0;
