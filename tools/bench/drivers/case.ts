import {
  between,
  chooser,
  gamma,
  logNormal,
  poisson,
  stream,
  type Random,
} from '../../../src/simulate/rng.ts';
import type { Beside } from '../../../stats/before.ts';

export const NAMES = ['building_id', 'channel', 'bank', 'method'];
export type Scope = Record<string, string>;

/** One minute of alarm beside four minutes before, with the combinations whose failure rate really changed. */
export interface Case {
  leaves: Beside[];
  causes: { scope: Scope; excess: number }[];
}

interface Cell {
  values: string[];
  weight: number;
  rate: number;
  now: number;
}

/** How far the leaves of one case lie from a world of independent factors. */
interface Kind {
  sizes: number[];
  implied: boolean;
  attempts: number;
  background: number;
  drift: number;
  unlike: number;
  noise: number;
}

function kindOf(random: Random): Kind {
  const whole = (low: number, high: number) => Math.floor(between(random, low, high + 1));
  return {
    sizes: [whole(4, 24), whole(2, 6), whole(3, 10), whole(2, 5)],
    implied: random() < 0.4,
    attempts: Math.exp(between(random, Math.log(2000), Math.log(20_000))),
    background: Math.exp(between(random, Math.log(0.005), Math.log(0.1))),
    drift: random() < 0.4 ? 0.5 : 0.1,
    unlike: random() < 0.5 ? 0 : 0.6,
    noise: random() < 0.5 ? 0 : 30,
  };
}

/** Every leaf: how much is paid there (values are skewed and depend on each other), how often it fails, how much has moved. */
function cellsOf(random: Random, { sizes, implied, background, drift }: Kind): Cell[] {
  const table = (sigma: number) =>
    sizes.map((size) => Array.from({ length: size }, () => logNormal(random, 1, sigma)));
  const [weights, rates, moves] = [
    sizes.map((size) => Array.from({ length: size }, (_, at) => logNormal(random, 1 / (at + 1), 0.4))),
    table(0.4),
    table(drift),
  ] as const;
  const channelOf = Array.from({ length: sizes[2]! }, (_, bank) => bank % sizes[1]!);
  let all: number[][] = [[]];
  for (const size of sizes)
    all = all.flatMap((codes) => Array.from({ length: size }, (_, at) => [...codes, at]));
  const cells = all
    .filter((codes) => !implied || channelOf[codes[2]!] === codes[1])
    .map((codes) => {
      const product = (factors: number[][]) =>
        codes.reduce((product, code, at) => product * factors[at]![code]!, 1);
      return {
        values: codes.map((code, at) => `${NAMES[at]![0]}${code}`),
        weight: product(weights) * logNormal(random, 1, 0.8),
        rate: Math.min(0.4, background * product(rates) * logNormal(random, 1, 0.2)),
        now: product(moves),
      };
    });
  const total = cells.reduce((sum, { weight }) => sum + weight, 0);
  return cells.map((cell) => ({ ...cell, weight: cell.weight / total }));
}

const within = (scope: Scope, values: string[]) =>
  NAMES.every((name, at) => scope[name] === undefined || scope[name] === values[at]);

function scopesOf(values: string[], depth: number): Scope[] {
  const subsets = NAMES.reduce<number[][]>(
    (all, _, at) => [...all, ...all.filter((one) => one.length < depth).map((one) => [...one, at])],
    [[]],
  );
  return subsets
    .filter(({ length }) => length > 0)
    .map((one) => Object.fromEntries(one.map((at) => [NAMES[at]!, values[at]!])));
}

/** The simplest scope with the same leaves. */
function simplest(scope: Scope, values: string[], leaves: Beside[]): Scope {
  const members = (one: Scope) => leaves.filter((leaf) => within(one, [...leaf.values]));
  const [same, names] = [members(scope), Object.keys(scope)];
  return (
    scopesOf(values, names.length)
      .filter((one) => Object.keys(one).every((name) => names.includes(name)))
      .sort((a, b) => Object.keys(a).length - Object.keys(b).length)
      .find((one) => members(one).length === same.length) ?? scope
  );
}

/** The case of a seed: the same every time. */
export function drawCase(seed: number): Case {
  for (let turn = 0; ; turn += 1) {
    const drawn = tryCase(stream('drivers', seed, turn));
    if (drawn) return drawn;
  }
}

function tryCase(random: Random): Case | null {
  const kind = kindOf(random);
  const cells = cellsOf(random, kind);
  const pick = chooser(
    cells,
    cells.map(({ weight }) => weight),
  );
  const count = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3][Math.floor(random() * 10)]!;
  const strikes = Array.from({ length: count }, () => {
    const { values } = pick(random);
    const depth = 1 + Math.floor(random() * 3);
    const scopes = scopesOf(values, depth).filter((one) => Object.keys(one).length === depth);
    const scope = scopes[Math.floor(random() * scopes.length)]!;
    return {
      scope,
      values,
      excess: Math.exp(between(random, Math.log(8), Math.log(400))),
      multiplies: random() < 0.5,
    };
  });
  const settled = cells.map(({ weight, now }) => poisson(random, kind.attempts * weight * now));
  const usual = cells.map(({ rate }) => (kind.noise ? rate * gamma(random, kind.noise) : rate));
  const added = cells.map(() => 0);
  for (const { scope, excess, multiplies } of strikes) {
    const struck = cells.flatMap((cell, at) => (within(scope, cell.values) ? [at] : []));
    const force = struck.map(
      (at) => (multiplies ? usual[at]! : 1) * (kind.unlike ? logNormal(random, 1, kind.unlike) : 1),
    );
    const volume = struck.reduce((sum, at, index) => sum + settled[at]! * force[index]!, 0);
    struck.forEach((at, index) => (added[at]! += (excess * force[index]!) / volume));
  }
  if (cells.some((_, at) => settled[at]! > 2 && added[at]! + usual[at]! > 0.95)) return null;
  const leaves = cells
    .map(({ values, weight, rate }, at) => {
      const settledBefore = poisson(random, 4 * kind.attempts * weight);
      const observedBefore = Math.min(settledBefore, poisson(random, settledBefore * rate));
      const observed = Math.min(settled[at]!, poisson(random, settled[at]! * (usual[at]! + added[at]!)));
      return { values, settled: settled[at]!, observed, settledBefore, observedBefore };
    })
    .filter((leaf) => leaf.settled + leaf.settledBefore > 0);
  const causes = strikes.map(({ scope, values, excess }) => ({
    scope: simplest(scope, values, leaves),
    excess,
  }));
  return areApart(
    causes.map(({ scope }) => scope),
    leaves,
  ) && areSound(strikes, leaves)
    ? { leaves, causes }
    : null;
}

/** No cause lies within another, and each has attempts outside of it. */
function areApart(scopes: Scope[], leaves: Beside[]): boolean {
  return scopes.every((one, at) => {
    const inside = leaves.filter(({ values }) => within(one, [...values]));
    return scopes.every(
      (other, index) => at === index || !inside.every(({ values }) => within(other, [...values])),
    );
  });
}

/** A cause can be told from its surroundings: some attempts of each wider scope lie outside of it. */
function areSound(strikes: { scope: Scope }[], leaves: Beside[]): boolean {
  const total = leaves.reduce((sum, { settled }) => sum + settled, 0);
  return strikes.every(({ scope }) => {
    const inside = leaves.filter(({ values }) => within(scope, [...values]));
    const settled = inside.reduce((sum, leaf) => sum + leaf.settled, 0);
    return settled >= 10 && settled < 0.7 * total;
  });
}
