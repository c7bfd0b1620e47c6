import { accountOf, strength, strikes, toldOf, type Live } from './account.ts';
import { rateCurve, type Rates } from './curves.ts';
import { drifts, type Lures } from './decoys.ts';
import { openLog } from './log.ts';
import { gammaNoise, pick, poisson, seeded } from './random.ts';
import { CATEGORIES, type Planned, type TrueIncident, type WorldSpec } from './types.ts';
import type { Board } from './incidents.ts';

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

const [NETWORK, BALANCE, TIMEOUT] = [0, 1, 2];
/** A failure that follows one of the same order so soon is the same failure again. */
const REPEAT_SECONDS = 120;
const CANCELLED = 0.02;

/** Draws every attempt of a world in order of its bins, gives the lines to `write`, and keeps account of the truth. */
export function emit(making: Making, write: (lines: string) => void): Emitted {
  const { spec, days, buildings, leaves, volume, rates, lures, plans } = making;
  const random = seeded(spec.seed, 'attempts');
  const log = openLog(making, write);
  const campuses = [...new Set(buildings.map(({ campus_id }) => campus_id))];
  const curves = [true, false].map((isTerm) => CATEGORIES.map((category) => rateCurve(category, isTerm)));
  const live = plans.map((plan) => accountOf(plan, buildings, leaves));
  const drifting = lures.drifts.map((drift) =>
    buildings.map((b) => leaves.map((leaf) => drifts(drift, b, leaf))),
  );
  const odds = new Float64Array(CATEGORIES.length);
  const isStormy = spec.kind === 'storms';
  let orders = 0;
  let near: Live[] = [];
  let noise: Float64Array[] = [];
  let railNoise: Float64Array[] = [];
  let place = new Float64Array(0);

  const leafWeights = leaves.map(({ weight }) => weight);
  const choose = () => {
    let left = random();
    let i = 0;
    while (i < leafWeights.length - 1 && (left -= leafWeights[i]!) >= 0) i++;
    return i;
  };

  const drifted = (second: number, b: number, leaf: number) =>
    lures.drifts.reduce((factor, drift, i) => {
      const passed = Math.min(1, Math.max(0, (second - drift.start) / (drift.end - drift.start)));
      return drifting[i]![b]![leaf] ? factor * (1 + (drift.factor - 1) * passed) : factor;
    }, 1);

  /** The category in which an attempt fails (or -1), and the incident that it fails of. */
  const outcome = (second: number, b: number, leaf: number, sticky: number): [number, Live | null] => {
    const [factor, rail, shake] = [drifted(second, b, leaf), rates.rail[leaf]!, railNoise[leaf]!];
    for (let c = 0; c < odds.length; c++) odds[c] = Math.min(0.5, place[c]! * rail[c]! * shake[c]! * factor);
    if (sticky >= 0) odds[sticky] = 0.6;
    const u = random();
    for (let c = 0, sum = 0; c < odds.length; c++) if (u < (sum += odds[c]!)) return [c, null];
    for (const it of near)
      if (strikes(it, second, b, leaf) && random() < it.plan.delta * strength(it.plan, second))
        return [it.category, it];
    return [-1, null];
  };

  const enter = (
    second: number,
    b: number,
    leaf: number,
    failed: number,
    cause: Live | null,
    failedAt: number,
  ) => {
    for (const it of near) {
      if (!strikes(it, second, b, leaf)) continue;
      it.settled++;
      it.expected += odds[it.category]!;
      if (failed === it.category) it.observed++;
    }
    if (cause === null || (failedAt >= 0 && second - failedAt <= REPEAT_SECONDS)) return;
    cause.excess++;
    cause.first = cause.first < 0 ? second : Math.min(cause.first, second);
  };

  /** One attempt and those that follow it; `failedAt` is when the order failed before (or -1). */
  const attempt = (
    second: number,
    b: number,
    leaf: number,
    tries: number,
    failedAt: number,
    sticky: number,
  ) => {
    const order = orders;
    if (second >= spec.days * 86_400) return;
    if (random() < CANCELLED) return log.cancel(order, second, b, leaf);
    const [failed, cause] = outcome(second, b, leaf, sticky);
    if (log.settle(order, second, b, leaf, failed)) enter(second, b, leaf, failed, cause, failedAt);
    if (failed < 0 || tries >= (isStormy && cause !== null ? 7 : 3)) return;
    const isHammering = isStormy && (failed === NETWORK || failed === TIMEOUT);
    if (random() >= (isHammering ? 0.85 : 0.35)) return;
    const wait = isHammering ? 4 + random() * 20 : 15 + random() * 140;
    const other = random() < 0.25 ? choose() : leaf;
    const holds = other === leaf && failed === BALANCE ? BALANCE : -1;
    attempt(second + Math.ceil(wait), b, other, tries + 1, second, holds);
  };

  const storms = (second: number) => {
    for (const { at, building, leaf, repeats } of lures.storms) {
      if (at < second || at >= second + 300) continue;
      orders++;
      const category = pick(random, [NETWORK, TIMEOUT], () => 1);
      for (let i = 0; i < repeats; i++)
        log.settle(orders, Math.floor(at) + Math.floor((i * 110) / repeats), building, leaf, category);
    }
  };

  for (const day of days) {
    const drift = CATEGORIES.map((_, c) => rates.drift(c, day.index) * (c === BALANCE ? day.balance : 1));
    for (let bin = 0; bin < 288; bin++) {
      const second = day.index * 86_400 + bin * 300;
      if (bin % 12 === 0) {
        const shake = (variance: number) => Float64Array.from(CATEGORIES, () => gammaNoise(random, variance));
        noise = campuses.map(() => shake(0.04));
        const channels = new Map(leaves.map(({ channel }) => [channel, shake(0.03)]));
        railNoise = leaves.map(({ channel }) => channels.get(channel)!);
      }
      near = live.filter(({ plan }) => plan.start < second + 1200 && plan.end > second);
      const half = Math.floor(bin / 6);
      const curve = curves[day.kind === 'holiday' ? 1 : 0]!;
      for (let b = 0; b < buildings.length; b++) {
        const n = poisson(random, volume(day, bin, b));
        if (n === 0) continue;
        const shared = noise[buildings[b]!.campus]!;
        place = Float64Array.from(
          rates.place[b]!,
          (rate, c) => rate * curve[c]![half]! * rates.own[b]![c]![half]! * drift[c]! * shared[c]!,
        );
        for (let i = 0; i < n; i++) {
          orders++;
          attempt(second + Math.floor(random() * 300), b, choose(), 1, -1, -1);
        }
      }
      storms(second);
      log.flush();
    }
  }
  log.flush(true);
  const { attempts, settled, failures } = log;
  return { attempts, settled, failures, incidents: live.map((it, i) => toldOf(spec, it, i)) };
}
