import { codeOf } from './codes.ts';
import { rateCurve, type Rates } from './curves.ts';
import { drifts, isoAt, type Lures } from './decoys.ts';
import { inPlace, inRail } from './layout.ts';
import { gammaNoise, pick, poisson, seeded } from './random.ts';
import { CATEGORIES, type Planned, type TrueIncident, type WorldSpec } from './types.ts';
import type { Board } from './incidents.ts';

const NETWORKS = ['wifi', 'wifi', '5g', '5g', '4g'] as const;
const PLATFORMS = ['mini_program', 'mini_program', 'ios', 'android', 'h5'] as const;
const CLOCK = Array.from({ length: 86_400 }, (_, s) => new Date(s * 1000).toISOString().slice(11, 19));

/** What a world's log is made of. */
export interface Making extends Board {
  spec: WorldSpec;
  rates: Rates;
  lures: Lures;
  plans: readonly Planned[];
}

/** What was written, and what each incident did. */
export interface Emitted {
  attempts: number;
  settled: number;
  failures: number;
  incidents: TrueIncident[];
}

interface Live {
  plan: Planned;
  category: number;
  places: boolean[];
  rails: boolean[];
  settled: number;
  expected: number;
  observed: number;
  excess: number;
  first: number;
}

const strength = ({ isRamp, start, end }: Planned, second: number): number =>
  isRamp ? Math.min(1, (2.5 * Math.min(second - start, end - second)) / (end - start)) : 1;

/** The columns of attempts.csv. */
export const HEADER =
  'attempt_id,order_id,attempted_at,status,campus_id,building_id,channel,method,bank,error_code,amount,network_type,platform\n';

/** Draws every attempt of a world in order of its bins, gives the lines to `write`, and keeps account of the truth. */
export function emit({ spec, days, buildings, leaves, volume, rates, lures, plans }: Making, write: (lines: string) => void): Emitted {
  const random = seeded(spec.seed, 'attempts');
  const campuses = [...new Set(buildings.map(({ campus_id }) => campus_id))];
  const curves = [true, false].map((isTerm) => CATEGORIES.map((category) => rateCurve(category, isTerm)));
  const last = spec.days * 86_400;
  const total = { attempts: 0, settled: 0, failures: 0 };
  const live: Live[] = plans.map((plan) => ({
    plan,
    category: CATEGORIES.indexOf(plan.category),
    places: buildings.map((building) => inPlace(plan.scope, building)),
    rails: leaves.map((leaf) => inRail(plan.scope, leaf)),
    settled: 0, expected: 0, observed: 0, excess: 0, first: -1,
  })); // prettier-ignore
  const drifting = lures.drifts.map((drift) => buildings.map((b) => leaves.map((leaf) => drifts(drift, b, leaf))));
  const sums = Float64Array.from(leaves);
  leaves.reduce((sum, { weight }, i) => (sums[i] = sum + weight), 0);
  const texts = leaves.map(({ channel, method, bank }) => `,${channel},${method},${bank},`);
  const homes = buildings.map(({ campus_id, building_id }) => `,${campus_id},${building_id}`);
  const odds = new Float64Array(CATEGORIES.length);
  const isStormy = spec.kind === 'storms';
  let orders = 0;
  let lines = '';
  let near: Live[] = [];
  let noise: Float64Array[] = [];
  let railNoise: Float64Array[] = [];

  const line = (order: number, second: number, status: string, b: number, leaf: number, code: string) => {
    const amount = 800 + ((order * 7919) % 3200);
    lines += `${spec.name}-${total.attempts++},o${order},${days[Math.floor(second / 86_400)]!.date} ${CLOCK[second % 86_400]!},${status}${homes[b]!}${texts[leaf]!}${code},${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')},${NETWORKS[order % 5]!},${PLATFORMS[(order >> 3) % 5]!}\n`;
  };
  const isLost = (second: number, b: number) =>
    lures.gaps.some(
      ({ start, end, campus_id }) =>
        second >= start && second < end && (campus_id ?? buildings[b]!.campus_id) === buildings[b]!.campus_id,
    );
  const code = (category: number, leaf: number, second: number) =>
    codeOf(CATEGORIES[category]!, leaves[leaf]!.channel, second >= lures.renamedFrom && second % 10 < 8);

  /** One attempt; `failedAt` is when the order failed before (or -1), `sticky` the category that may hold on. */
  const attempt = (order: number, second: number, b: number, leaf: number, place: Float64Array, tries: number, failedAt: number, sticky: number): void => {
    if (second >= last) return;
    if (random() < 0.02) {
      if (!isLost(second, b)) line(order, second, 'cancelled', b, leaf, '');
      return;
    }
    let factor = 1;
    lures.drifts.forEach((drift, i) => {
      if (drifting[i]![b]![leaf])
        factor *= 1 + (drift.factor - 1) * Math.min(1, Math.max(0, (second - drift.start) / (drift.end - drift.start)));
    });
    const [rail, shake] = [rates.rail[leaf]!, railNoise[leaf]!];
    for (let c = 0; c < odds.length; c++) odds[c] = Math.min(0.5, place[c]! * rail[c]! * shake[c]! * factor);
    if (sticky >= 0) odds[sticky] = 0.6;
    let failed = -1;
    let cause: Live | null = null;
    const u = random();
    for (let c = 0, sum = 0; c < odds.length && failed < 0; c++) if (u < (sum += odds[c]!)) failed = c;
    for (const it of near) {
      const { start, end, delta } = it.plan;
      if (failed >= 0 || second < start || second >= end || !it.places[b] || !it.rails[leaf]) continue;
      if (random() < delta * strength(it.plan, second)) [failed, cause] = [it.category, it];
    }
    if (!isLost(second, b)) {
      total.settled++;
      if (failed >= 0) total.failures++;
      for (const it of near) {
        if (second < it.plan.start || second >= it.plan.end || !it.places[b] || !it.rails[leaf]) continue;
        it.settled++;
        it.expected += odds[it.category]!;
        if (failed === it.category) it.observed++;
      }
      if (cause !== null && (failedAt < 0 || second - failedAt > 120)) {
        cause.excess++;
        cause.first = cause.first < 0 ? second : Math.min(cause.first, second);
      }
      line(order, second, failed < 0 ? 'succeeded' : 'failed', b, leaf, failed < 0 ? '' : code(failed, leaf, second));
    }
    if (failed < 0 || tries >= (isStormy && cause !== null ? 7 : 3)) return;
    const isHammering = isStormy && (failed === 0 || failed === 2);
    if (random() >= (isHammering ? 0.85 : 0.35)) return;
    const wait = isHammering ? 4 + random() * 20 : 15 + random() * 140;
    const other = random() < 0.25 ? choose() : leaf;
    const holds = other === leaf && failed === 1 ? 1 : -1;
    attempt(order, second + Math.ceil(wait), b, other, place, tries + 1, second, holds);
  };
  const choose = () => {
    const u = random();
    let i = 0;
    while (i < sums.length - 1 && u >= sums[i]!) i++;
    return i;
  };

  for (const day of days) {
    const drift = CATEGORIES.map((_, c) => rates.drift(c, day.index) * (c === 1 ? day.balance : 1));
    for (let bin = 0; bin < 288; bin++) {
      const second = day.index * 86_400 + bin * 300;
      if (bin % 12 === 0) {
        noise = campuses.map(() => Float64Array.from(CATEGORIES, () => gammaNoise(random, 0.04)));
        const channels = new Map(leaves.map(({ channel }) => [channel, Float64Array.from(CATEGORIES, () => gammaNoise(random, 0.03))]));
        railNoise = leaves.map(({ channel }) => channels.get(channel)!);
      }
      near = live.filter(({ plan }) => plan.start < second + 1200 && plan.end > second);
      const half = Math.floor(bin / 6);
      const curve = curves[day.kind === 'holiday' ? 1 : 0]!;
      for (let b = 0; b < buildings.length; b++) {
        const n = poisson(random, volume(day, bin, b));
        if (n === 0) continue;
        const shared = noise[buildings[b]!.campus]!;
        const place = Float64Array.from(rates.place[b]!, (rate, c) => rate * curve[c]![half]! * rates.own[b]![c]![half]! * drift[c]! * shared[c]!);
        for (let i = 0; i < n; i++) attempt(++orders, second + Math.floor(random() * 300), b, choose(), place, 1, -1, -1);
      }
      for (const { at, building, leaf, repeats } of lures.storms) {
        if (at < second || at >= second + 300) continue;
        orders++;
        const category = pick(random, [0, 2], () => 1);
        for (let i = 0; i < repeats; i++) {
          const then = Math.min(last - 1, Math.floor(at) + Math.floor((i * 110) / repeats));
          total.settled++;
          total.failures++;
          line(orders, then, 'failed', building, leaf, code(category, leaf, then));
        }
      }
      if (lines.length > 1 << 20) {
        write(lines);
        lines = '';
      }
    }
  }
  write(lines);
  return { ...total, incidents: live.map((it, i) => toldOf(spec, it, i)) };
}

function toldOf({ from }: WorldSpec, { plan, settled, expected, observed, excess, first }: Live, index: number): TrueIncident {
  const { kind, category, verdict, scope, start, end } = plan;
  return {
    incident_id: `i${String(index + 1).padStart(3, '0')}`,
    kind,
    category,
    verdict,
    started_at: isoAt(from, start),
    ended_at: isoAt(from, end),
    first_excess_at: first < 0 ? null : isoAt(from, first),
    scope,
    settled,
    expected_failures: Number(expected.toFixed(3)),
    observed_failures: observed,
    excess_failures: excess,
  };
}
