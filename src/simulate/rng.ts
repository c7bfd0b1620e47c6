/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A generator that belongs to the given keys alone: the same keys give the same numbers in every run, other keys
 * give unrelated ones. So a day's numbers do not depend on how many days are simulated.
 *
 * Hash: cyrb128; generator: sfc32 of Chris Doty-Humphrey's PractRand, both in the public-domain JavaScript form of
 * https://github.com/bryc/code/blob/master/jshash/PRNGs.md
 */
export function stream(...keys: (string | number)[]): Random {
  let [a, b, c, d] = cyrb128(keys.join('|'));
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

function cyrb128(text: string): [number, number, number, number] {
  let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}

/** A number between `low` and `high`, uniform. */
export const between = (random: Random, low: number, high: number): number => low + random() * (high - low);

/** A standard normal number (Box & Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A log-normal number with the given median and sigma of its logarithm. */
export const logNormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random));

/** A gamma number of mean 1 and variance 1/shape, for shape ≥ 1 (Marsaglia & Tsang 2000, ACM TOMS 26:363). */
export function gamma(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

/** A Poisson number (Knuth's product method, in portions of at most 16 so that e^-mean stays far from 0). */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 16) {
    const limit = Math.exp(-Math.min(left, 16));
    for (let product = random(); product > limit; product *= random()) count++;
  }
  return count;
}

/** A chooser among `items` in proportion to `weights` (≥ 0, not all 0; same length). */
export function chooser<T>(items: readonly T[], weights: readonly number[]): (random: Random) => T {
  if (items.length === 0 || items.length !== weights.length)
    throw new RangeError('chooser: one weight per item');
  const order = items.map((_, i) => i).sort((i, j) => weights[j]! - weights[i]!);
  const sorted = order.map((i) => items[i]!);
  let sum = 0;
  const sums = order.map((i) => (sum += weights[i]!));
  return (random) => {
    const target = random() * sum;
    let i = 0;
    while (i < sorted.length - 1 && target >= sums[i]!) i++;
    return sorted[i]!;
  };
}

/** A chooser among the keys of a table of weights. */
export const choose = <K extends string>(table: Readonly<Partial<Record<K, number>>>) =>
  chooser(Object.keys(table) as K[], Object.values(table) as number[]);
