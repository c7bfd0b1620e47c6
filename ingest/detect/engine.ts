import type { Baseline } from './baseline.ts';
import { learn, LEARNED_DAYS } from './baseline.ts';
import type { Bins } from './bins.ts';
import { sliceCosts } from './cost.ts';
import { localise, type Candidate } from './localise.ts';
import { common, isWithin, KINDS, meet, type Scope, type Slices } from './slices.ts';
import { gain, surprise } from './tails.ts';
import { LONG_WINDOWS, makeRings, SHORT_WINDOWS, type Rings } from './windows.ts';
import { DAY_KINDS, HALF_HOURS, weekOf, type World } from './world.ts';

/** An incident while it is followed. Times are five-minute bins since 1970; `end` is exclusive. */
export interface Followed {
  number: number;
  c: number;
  scope: Scope;
  slice: number;
  start: number;
  end: number;
  raised: number;
  closed: number | null;
  score: number;
  ratio: number;
  /** Log likelihood that it is over, since its last failures. */
  over: number;
  seen: Float64Array;
  usual: Float64Array;
  settled: Float64Array;
  founder: string;
}

export interface Tuning {
  threshold: number;
  learn?: (week: number, work: () => Baseline) => Baseline;
}

const ROW = KINDS.length;

/** The scanner's whole memory between two days. */
export interface State {
  open: Followed[];
  closed: Followed[];
  number: number;
}

export interface Day {
  date: number;
  seen: Float64Array;
  usual: Float64Array;
  level: Float64Array;
}

/** Nothing is so rare that a payer who tries again and again could not make three of it. */
const LEAST_USUAL = 0.05;

/** Half-life of a day in the level, in days, and how far back it looks. */
const LEVEL_HALF_LIFE = 5;
const LEVEL_DAYS = 21;

export function scan(world: World, slices: Slices, bins: Bins, tuning: Tuning, log: (line: string) => void = () => {}) {
  const C = world.categories.length;
  const CC = world.campuses.length * C;
  const rings = makeRings(slices, C);
  const costs = world.categories.map((it) => sliceCosts(slices, it));
  const state: State = { open: [], closed: [], number: 0 };
  const days: Day[] = [];
  const level = new Float64Array(CC).fill(1);
  let baseline: Baseline | undefined;
  let dayVariance = new Float64Array(C);
  let week = -1;
  let weekRow = 0;
  let date = -1;
  let today: Day | undefined;
  const usual = new Float64Array(C);
  const seen = new Float64Array(C);
  const touched = new Set<number>();
  const alphas = (slice: number, c: number) => {
    const b = baseline!;
    return 1.2 * b.spread[KINDS[slices.kind[slice]!]!.place][c]! + Math.max(0, 2 / b.learnedDays - 2 / 70) + 0.01;
  };

  function setLevel(): void {
    for (let at = 0; at < CC; at++) {
      const past = days.slice(-LEVEL_DAYS);
      const ratios = past.map((it) => (it.seen[at]! + 3) / (it.usual[at]! + 3)).sort((a, b) => a - b);
      const middle = ratios.length ? ratios[ratios.length >> 1]! : 1;
      let [x, e] = [0, 0];
      for (const [index, it] of past.entries()) {
        const weight = 0.5 ** ((past.length - index) / LEVEL_HALF_LIFE);
        const ratio = (it.seen[at]! + 3) / (it.usual[at]! + 3);
        const kept = Math.min(Math.max(ratio, middle / 1.5), middle * 1.5);
        x += weight * kept * it.usual[at]!;
        e += weight * it.usual[at]!;
      }
      level[at] = (x + 15 * 1) / (e + 15);
    }
    for (let c = 0; c < C; c++) {
      let [extra, square] = [0, 1];
      const past = days.slice(-42).slice(7);
      const squares = past.map((it) => {
        let [x, e] = [0, 0];
        for (let campus = 0; campus < world.campuses.length; campus++) {
          x += it.seen[campus * C + c]!;
          e += it.usual[campus * C + c]! * it.level[campus * C + c]!;
        }
        return [((x - e) ** 2 - e), e * e] as const;
      }).sort((a, b) => a[0] - b[0]);
      for (const [one, two] of squares.slice(0, Math.ceil(squares.length * 0.8))) { extra += one; square += two; }
      dayVariance[c] = Math.min(1, Math.max(0.01, 1.5 * extra / square));
    }
  }

  function startDay(row: number): void {
    if (today) days.push(today);
    date = bins.date[row]!;
    if (weekOf(date) !== week) {
      week = weekOf(date);
      let from = weekRow;
      while (from < row && bins.date[from]! < week - LEARNED_DAYS) from++;
      weekRow = from;
      let to = row;
      const first = bins.date[from]!;
      if (week - first >= 3 && to > from) {
        baseline = (tuning.learn ?? ((_, work) => work()))(week, () => learn(world, bins, from, to));
        days.length = 0;
        for (let day = 0; day < baseline.days; day++)
          days.push({
            date: baseline.firstDay + day,
            seen: baseline.seen.slice(day * CC, day * CC + CC),
            usual: baseline.expected.slice(day * CC, day * CC + CC),
            level: new Float64Array(CC).fill(1),
          });
        for (let day = 0; day < days.length; day++) {
          // level as it would have been
          const before = days.slice(Math.max(0, day - LEVEL_DAYS), day);
          for (let at = 0; at < CC; at++) {
            const ratios = before.map((it) => (it.seen[at]! + 3) / (it.usual[at]! + 3)).sort((a, b) => a - b);
            days[day]!.level[at] = ratios.length ? ratios[ratios.length >> 1]! : 1;
          }
        }
        rebuild(row);
      }
    }
    setLevel();
    today = { date, seen: new Float64Array(CC), usual: new Float64Array(CC), level: level.slice() };
  }

  function usualOf(row: number, leaf: number, n: number): void {
    const b = baseline!;
    const campus = world.campusOf[leaf]!;
    const half = bins.halfHour[row]!;
    const place = ((world.placeOf[leaf]! * DAY_KINDS.length + world.dayKind(campus, bins.date[row]!)) * HALF_HOURS + half) * C;
    const rail = (world.railOf[leaf]! * HALF_HOURS + half) * C;
    for (let c = 0; c < C; c++)
      usual[c] = n * b.placeRate[place + c]! * b.railFactor[rail + c]! * level[campus * C + c]!;
  }

  /** Fills the rings again with what the new baseline makes of the last days. */
  function rebuild(row: number): void {
    setLevel();
    const since = bins.bin[row]! - 72 * 12;
    let from = row;
    while (from > 0 && bins.bin[from - 1]! >= since) from--;
    Object.assign(rings, makeRings(slices, C));
    for (let at = from; at < row; ) at = addLeaf(at, row);
  }

  /** Adds the rows of one leaf and bin; gives the row after them. */
  function addLeaf(row: number, to: number, note?: (leaf: number, n: number) => void): number {
    const [bin, leaf] = [bins.bin[row]!, bins.leaf[row]!];
    seen.fill(0);
    let n = 0;
    let next = row;
    for (; next < to && bins.bin[next] === bin && bins.leaf[next] === leaf; next++) {
      n += bins.settled[next]!;
      const c = bins.category[next]!;
      if (c >= 0) seen[c]! += bins.settled[next]!;
    }
    usualOf(row, leaf, n);
    rings.add(bin, leaf, usual, seen);
    note?.(leaf, n);
    return next;
  }

  const whole = slices.find({}) ?? 0;
  /** How far the rest of the board is above what is usual, drawn towards 1; never below. */
  const outside = (X: number, E: number) => Math.max(1, (X + 10) / (Math.max(E, 0) + 10));

  const relation = (slice: number, it: Followed): { same: boolean; inside: boolean; both: number } => {
    const scope = slices.scope[slice]!;
    const both = meet(scope, it.scope);
    if (both === undefined) return { same: false, inside: false, both: -1 };
    const inside = isWithin(scope, it.scope);
    return { same: slice === it.slice, inside, both: inside ? slice : (slices.find(both) ?? -1) };
  };

  /** The incidents that explain a part of a slice since a bin; undefined where the part is not known. */
  function explained(slice: number, c: number, since: number) {
    const found = [];
    for (const it of [...state.open, ...state.closed.slice(-60)]) {
      if (it.c !== c || (it.closed !== null && it.end <= since)) continue;
      if (meet(slices.scope[slice]!, it.scope) === undefined) continue;
      const { inside, both } = relation(slice, it);
      if (!inside && both < 0) return undefined;
      found.push({ it, inside, both });
    }
    return found;
  }

  /** The most surprising trailing window of a slice, what open incidents explain taken away. */
  function best(slice: number, c: number, bin: number): { score: number; window: number; seen: number; usual: number } {
    const near = explained(slice, c, bin - 24);
    if (near === undefined) return { score: -Infinity, window: 0, seen: 0, usual: 0 };
    const alpha = alphas(slice, c) + (near.some(({ it, inside }) => inside && it.closed === null) ? 0.15 : 0);
    const cost = costs[c]![slice]!;
    let [x, e, X, E] = [0, 0, 0, 0];
    let found = { score: -Infinity, window: 0, seen: 0, usual: 0 };
    let next = 0;
    for (let back = 0; back < 24; back++) {
      const at = bin - back;
      let [dx, de] = [rings.seen(slice, c, at), rings.usual(slice, c, at)];
      X += rings.seen(whole, c, at) - dx;
      E += rings.usual(whole, c, at) - de;
      for (const { it, inside, both } of near) {
        if (at < it.start || (it.closed !== null && at >= it.end)) continue;
        if (inside && it.closed === null) de *= it.ratio;
        else if (inside) [dx, de] = [0, 0];
        else {
          dx -= rings.seen(both, c, at);
          de -= rings.usual(both, c, at);
        }
      }
      x += dx;
      e += de;
      if (back + 1 !== SHORT_WINDOWS[next]) continue;
      next++;
      if (x < 3 || x <= e + 1.5 * Math.sqrt(Math.max(0, e))) continue;
      const score = surprise(x, Math.max(e * outside(X, E), LEAST_USUAL), alpha) - cost;
      if (score > found.score) found = { score, window: back + 1, seen: x, usual: e };
    }
    if (near.some(({ it, inside }) => inside && it.closed === null)) found.score -= 4;
    return found;
  }

  function bestLong(slice: number, c: number, hour: number) {
    const near = explained(slice, c, (hour - 72) * 12);
    if (near === undefined) return { score: -Infinity, window: 0, seen: 0, usual: 0 };
    const cost = costs[c]![slice]!;
    let [x, e, X, E] = [0, 0, 0, 0];
    let found = { score: -Infinity, window: 0, seen: 0, usual: 0 };
    let next = 0;
    const alpha0 = alphas(slice, c);
    for (let back = 0; back < 72; back++) {
      const at = hour - back;
      let [dx, de] = [rings.seenHour(slice, c, at), rings.usualHour(slice, c, at)];
      X += rings.seenHour(whole, c, at) - dx;
      E += rings.usualHour(whole, c, at) - de;
      for (const { it, inside, both } of near) {
        if (at * 12 + 11 < it.start || (it.closed !== null && at * 12 >= it.end)) continue;
        if (inside && it.closed === null) de *= it.ratio;
        else if (inside) [dx, de] = [0, 0];
        else {
          dx -= rings.seenHour(both, c, at);
          de -= rings.usualHour(both, c, at);
        }
      }
      x += dx;
      e += de;
      if (back + 1 !== LONG_WINDOWS[next]) continue;
      next++;
      if (x < 6 || x <= e + 2 * Math.sqrt(Math.max(0, e))) continue;
      const alpha = (slice === whole ? Math.max(dayVariance[c]!, alpha0 / 6) : alpha0 / 10) + 0.02 + (near.some(({ it, inside }) => inside && it.closed === null) ? 0.1 : 0);
      const score = surprise(x, Math.max(e * outside(X, E), 2 * LEAST_USUAL), alpha) - cost;
      if (score > found.score) found = { score, window: (back + 1) * 12, seen: x, usual: e };
    }
    if (near.some(({ it, inside }) => inside && it.closed === null)) found.score -= 4;
    return found;
  }

  /** Tally by leaf and category c of the bins [from, to]. */
  function tally(c: number, from: number, upTo: number) {
    const size = world.leaves.key.length;
    const made = { seen: new Float64Array(size), usual: new Float64Array(size), settled: new Float64Array(size) };
    let low = 0;
    let high = upTo;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bins.bin[middle]! < from) low = middle + 1;
      else high = middle;
    }
    for (let row = low; row < upTo; row++) {
      const leaf = bins.leaf[row]!;
      const n = bins.settled[row]!;
      usualOf(row, leaf, n);
      made.usual[leaf]! += usual[c]!;
      made.settled[leaf]! += n;
      if (bins.category[row] === c) made.seen[leaf]! += n;
    }
    return made;
  }

  const holds = (scope: Scope, leaf: number): boolean => {
    const { campus, building, channel, bank, method } = world.leaves;
    return (
      (scope.campus_id === undefined || scope.campus_id === campus[leaf]) &&
      (scope.building_id === undefined || scope.building_id === building[leaf]) &&
      (scope.channel === undefined || scope.channel === channel[leaf]) &&
      (scope.bank === undefined || scope.bank === bank[leaf]) &&
      (scope.method === undefined || scope.method === method[leaf])
    );
  };

  /** Takes away what other open incidents explain. */
  function without(c: number, made: { seen: Float64Array; usual: Float64Array }, except?: Followed) {
    for (const other of state.open) {
      if (other.c !== c || other === except) continue;
      for (let leaf = 0; leaf < made.seen.length; leaf++)
        if (holds(other.scope, leaf)) made.usual[leaf] = Math.max(made.usual[leaf]! * other.ratio, made.seen[leaf]!);
    }
    return made;
  }

  function onset(slice: number, c: number, bin: number, window: number): number {
    let [x, e, bestGain, start] = [0, 0, -1, bin];
    const reach = Math.min(24, Math.max(window + 6, window));
    for (let back = 0; back < reach; back++) {
      x += rings.seen(slice, c, bin - back);
      e += rings.usual(slice, c, bin - back);
      const now = gain(x, e, 0.02);
      if (now > bestGain + 0.01) { bestGain = now; start = bin - back; }
    }
    if (window > 24) {
      let [xx, ee] = [0, 0];
      const hour = Math.floor(bin / 12);
      for (let back = 0; back < window / 12; back++) {
        xx += rings.seenHour(slice, c, hour - back);
        ee += rings.usualHour(slice, c, hour - back);
        const now = gain(xx, ee, 0.02);
        if (now > bestGain + 0.5) { bestGain = now; start = (hour - back) * 12; }
      }
    }
    return start;
  }

  function raise(bin: number, upTo: number, slice: number, c: number, alarm: { score: number; window: number }): boolean {
    const from = bin - alarm.window + 1;
    const made = without(c, tally(c, from, upTo));
    const order = localise(slices, made, (it) => costs[c]![it]!, (it) => alphas(it, c));
    let driver = order.find((it) => meet(it.scope, slices.scope[slice]!) !== undefined) ?? order[0];
    if (driver === undefined) return false;
    const proof = surprise(driver.seen, Math.max(driver.usual, LEAST_USUAL), alphas(driver.slice, c)) - costs[c]![driver.slice]!;
    if (alarm.window <= 24 && proof < tuning.threshold - 1) return false;
    const start = onset(driver.slice, c, bin, alarm.window);
    const again = state.closed.findLast(
      (it) => it.c === c && it.closed !== null && bin - it.end <= (it.end - it.start > 144 ? 288 : 18) && meet(it.scope, driver!.scope) !== undefined && (isWithin(it.scope, driver!.scope) || isWithin(driver!.scope, it.scope)),
    );
    if (again) {
      state.closed.splice(state.closed.indexOf(again), 1);
      again.closed = null;
      again.over = 0;
      again.end = bin + 1;
      state.open.push(again);
      refresh(again, bin, upTo);
      return true;
    }
    const it: Followed = {
      number: state.number++, c, scope: driver.scope, slice: driver.slice, start, end: bin + 1, raised: bin + 1, closed: null,
      score: alarm.score, ratio: 1, over: 0, founder: `${slice}`, ...tally(c, start, upTo),
    };
    state.open.push(it);
    refresh(it, bin, upTo);
    return true;
  }

  /** Finds scope and ratio of an open incident anew. */
  function refresh(it: Followed, bin: number, upTo: number): void {
    const made = without(it.c, { seen: it.seen.slice(), usual: it.usual.slice() }, it);
    const order = localise(slices, made, (slice) => costs[it.c]![slice]!, (slice) => alphas(slice, it.c));
    const driver = order[0];
    const now = order.find((one) => one.slice === it.slice);
    if (driver && now && meet(driver.scope, it.scope) !== undefined && driver.score > now.score + 2) {
      it.scope = driver.scope;
      it.slice = driver.slice;
    }
    let [x, e] = [0, 0];
    for (let leaf = 0; leaf < it.seen.length; leaf++)
      if (holds(it.scope, leaf)) { x += it.seen[leaf]!; e += it.usual[leaf]!; }
    it.ratio = Math.max(1.2, (x + 1) / (e + 1));
    for (const other of state.open.filter((one) => one !== it && one.c === it.c && isWithin(one.scope, it.scope))) {
      state.open.splice(state.open.indexOf(other), 1);
      it.start = Math.min(it.start, Math.max(other.start, it.start - 24));
      it.raised = Math.min(it.raised, other.raised);
    }
  }

  const scoreOf = (slice: number, c: number, made: { seen: Float64Array; usual: Float64Array }) => {
    let [x, e] = [0, 0];
    for (let leaf = 0; leaf < made.seen.length; leaf++)
      if (holds(slices.scope[slice]!, leaf)) { x += made.seen[leaf]!; e += made.usual[leaf]!; }
    return gain(x, e, alphas(slice, c)) - costs[c]![slice]!;
  };

  /** Makes one of two open incidents where one slice explains both better (minimum description length). */
  function unite(it: Followed): void {
    for (const other of [...state.open]) {
      if (other === it || other.c !== it.c || !state.open.includes(it)) continue;
      const longer = other.start <= it.start ? other : it;
      const both = meet(it.scope, other.scope);
      const [one, two] = [scoreOf(it.slice, it.c, longer), scoreOf(other.slice, it.c, longer)];
      const join = slices.find(common(it.scope, other.scope));
      const inner = both && slices.find(both);
      let slice: number | undefined;
      if (join !== undefined && scoreOf(join, it.c, longer) > Math.max(0, one) + Math.max(0, two)) slice = join;
      else if (inner !== undefined && !isWithin(it.scope, other.scope) && !isWithin(other.scope, it.scope) && scoreOf(inner, it.c, longer) >= Math.max(one, two)) slice = inner;
      if (slice === undefined) continue;
      const shorter = longer === it ? other : it;
      state.open.splice(state.open.indexOf(shorter), 1);
      longer.slice = slice;
      longer.scope = slices.scope[slice]!;
      longer.end = Math.max(longer.end, shorter.end);
      longer.raised = Math.min(longer.raised, shorter.raised);
      longer.score = Math.max(longer.score, shorter.score);
    }
  }

  function follow(bin: number, from: number, upTo: number): void {
    for (const it of [...state.open]) {
      let [x, e] = [0, 0];
      for (let row = from; row < upTo; row++) {
        const leaf = bins.leaf[row]!;
        const n = bins.settled[row]!;
        usualOf(row, leaf, n);
        it.usual[leaf]! += usual[it.c]!;
        it.settled[leaf]! += n;
        const failed = bins.category[row] === it.c ? n : 0;
        it.seen[leaf]! += failed;
        if (holds(it.scope, leaf)) { x += failed; e += usual[it.c]!; }
      }
      const isLong = it.end - it.start > 288;
      const ratio = isLong ? Math.max(1.3, 1 + (it.ratio - 1) * 0.25) : Math.max(1.5, 1 + (it.ratio - 1) * 0.5);
      it.over += (ratio - 1) * e - x * Math.log(ratio);
      if (it.over <= 0) {
        it.over = 0;
        if (x > 0) it.end = bin + 1;
      }
      if (it.end === bin + 1) {
        refresh(it, bin, upTo);
        unite(it);
      }
      const quiet = bin + 1 - it.end;
      const length = it.end - it.start;
      if ((it.over > 3 && quiet >= 6) || quiet > (length < 144 ? 144 : 432)) {
        if (state.open.includes(it)) {
          state.open.splice(state.open.indexOf(it), 1);
          it.closed = bin + 1;
          state.closed.push(it);
        }
      }
    }
  }

  const timing = { learn: 0 };
  for (let row = 0; row < bins.bin.length; ) {
    const bin = bins.bin[row]!;
    let to = row;
    while (to < bins.bin.length && bins.bin[to] === bin) to++;
    if (bins.date[row] !== date) startDay(row);
    if (baseline === undefined) { row = to; continue; }
    touched.clear();
    const from = row;
    while (row < to) {
      row = addLeaf(row, to, (leaf) => {
        const campus = world.campusOf[leaf]! * C;
        for (let c = 0; c < C; c++) {
          today!.seen[campus + c]! += seen[c]!;
          today!.usual[campus + c]! += usual[c]! / level[campus + c]!;
          if (seen[c]! > 0)
            for (let k = 0; k < ROW; k++) {
              const slice = slices.ofLeaf[leaf * ROW + k]!;
              if (slice >= 0) touched.add(slice * C + c);
            }
        }
      });
    }
    follow(bin, from, to);
    for (let round = 0; round < 4; round++) {
      let top = { slice: -1, c: 0, alarm: { score: tuning.threshold, window: 0, seen: 0, usual: 0 } };
      for (const index of touched) {
        const [slice, c] = [Math.floor(index / C), index % C];
        const alarm = best(slice, c, bin);
        if (alarm.score > top.alarm.score) top = { slice, c, alarm };
        if (bin % 12 === 11 || bins.bin[to]! - bin > 1) {
          const long = bestLong(slice, c, Math.floor(bin / 12));
          if (long.score > top.alarm.score) top = { slice, c, alarm: long };
        }
      }
      if (top.slice < 0) break;
      if (!raise(bin, to, top.slice, top.c, top.alarm)) touched.delete(top.slice * C + top.c);
      for (const it of [...state.open]) if (it.c === top.c) unite(it);
    }
  }
  return { state, baseline };
}
