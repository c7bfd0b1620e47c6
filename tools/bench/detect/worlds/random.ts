/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/** A generator of its own for the given keys: xoshiro128** (Blackman & Vigna 2018), seeded by FNV-1a and splitmix32. */
export function seeded(...keys: (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const character of keys.join('/')) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  const split = () => {
    hash = (hash + 0x9e3779b9) | 0;
    let z = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const turn = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  return () => {
    const result = Math.imul(turn(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = turn(d, 11);
    return (result >>> 0) / 4294967296;
  };
}

/** A standard normal number (Marsaglia's polar method). */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** A log-normal number of mean 1. */
export const jitter = (random: Random, sigma: number): number =>
  Math.exp(sigma * normal(random) - (sigma * sigma) / 2);

/** A uniform number between `low` and `high`. */
export const between = (random: Random, low: number, high: number): number => low + random() * (high - low);

/** A number between `low` and `high` whose logarithm is uniform. */
export const logBetween = (random: Random, low: number, high: number): number =>
  low * Math.exp(random() * Math.log(high / low));

/** A gamma number of mean 1 and the given variance below 1 (Marsaglia & Tsang 2000). */
export function gammaNoise(random: Random, variance: number): number {
  const d = 1 / variance - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v * variance;
  }
}

/** A Poisson number, by inversion in portions whose e^-mean does not vanish. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 20) {
    let term = Math.exp(-Math.min(left, 20));
    let u = random();
    for (let k = 1; u > term && k < 200; k++) {
      u -= term;
      term *= Math.min(left, 20) / k;
      count++;
    }
  }
  return count;
}

/** One of the items, in proportion to its weight. */
export function pick<T>(random: Random, items: readonly T[], weight: (item: T) => number): T {
  let left = random() * items.reduce((sum, item) => sum + weight(item), 0);
  for (const item of items) if ((left -= weight(item)) < 0) return item;
  return items.at(-1)!;
}
