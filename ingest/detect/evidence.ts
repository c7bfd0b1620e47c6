import type { Incident } from './incident.ts';
import type { Scanner } from './scanner.ts';
import { isOfKind, isWithin, meet } from './slices.ts';
import { levelOf, spreadOf } from './spreads.ts';
import { surgeNats } from './surge.ts';
import { LEAST_USUAL, surprise } from '../../stats/tails.ts';
import { LONG_WINDOWS, SHORT_WINDOWS } from './windows.ts';

/** The most surprising window of a slice: nats above what the slice costs; its length in bins. */
export interface Alarm {
  score: number;
  window: number;
  /** Whether the attempts have surged with the failures: then these exceed a surge, and not what is usual of so many. */
  isSurge: boolean;
}

/** No window is surprising. */
export const NONE: Alarm = { score: -Infinity, window: 0, isSurge: false };

/** Nats more that an excess must show inside an open incident of its category. */
const INSIDE_OPEN = 4;

interface Part {
  incident: Incident;
  inside: boolean;
  both: number;
}

/** Relative variance of what a calendar effect does from month to month. */
export const EFFECT_SPREAD = 0.15;

/** Whether a learned effect of the calendar has shaped what is usual of a slice since a bin. */
const isLifted = ({ open, closed, slices }: Scanner, slice: number, c: number, since: number): boolean =>
  [...open, ...closed.slice(-60)].some(
    (it) =>
      it.announced !== null &&
      it.c === c &&
      it.end > since &&
      meet(slices.scope[slice]!, it.scope) !== undefined,
  );

/** The incidents that explain a part of a slice since a bin; undefined where that part is not a slice of its own. */
function explained(
  { open, closed, slices }: Scanner,
  slice: number,
  c: number,
  since: number,
): Part[] | undefined {
  const scope = slices.scope[slice]!;
  const parts: Part[] = [];
  for (const incident of [...open, ...closed.slice(-60)]) {
    if (
      incident.c !== c ||
      incident.announced !== null ||
      (incident.closed !== null && incident.end <= since)
    )
      continue;
    const both = meet(scope, incident.scope);
    if (both === undefined) continue;
    const inside = isWithin(scope, incident.scope);
    const common = inside ? slice : slices.find(both);
    if (common === undefined && isOfKind(both)) continue;
    if (common === undefined) return undefined;
    parts.push({ incident, inside, both: common });
  }
  return parts;
}

/** How far the rest of the board is above what is usual, drawn towards 1 by its own spread; never below. */
const outside = (seen: number, usual: number, pseudo: number) =>
  Math.max(1, (seen + pseudo) / (Math.max(usual, 0) + pseudo));

/** One scale of trailing windows: how to read it, and what counts as too few. */
interface Scale {
  windows: readonly number[];
  /** Bins in a step. */
  step: number;
  read: 'readBins' | 'readHours';
  least: number;
  sigmas: number;
  floor: number;
  /** Scratch: what the slice, the part that an incident holds, and the whole had, the latest first. */
  slice: Steps;
  part: Steps;
  whole: Steps;
}

interface Steps {
  seen: Float64Array;
  usual: Float64Array;
}

function makeScale(
  windows: readonly number[],
  scale: Pick<Scale, 'step' | 'read' | 'least' | 'sigmas' | 'floor'>,
): Scale {
  const steps = () => {
    const size = windows.at(-1) ?? 0;
    return { seen: new Float64Array(size), usual: new Float64Array(size) };
  };
  return { windows, ...scale, slice: steps(), part: steps(), whole: steps() };
}

const SHORT = makeScale(SHORT_WINDOWS, {
  step: 1, read: 'readBins', least: 3, sigmas: 1.5, floor: LEAST_USUAL,
}); // prettier-ignore
const LONG = makeScale(LONG_WINDOWS, {
  step: 12, read: 'readHours', least: 6, sigmas: 2, floor: 2 * LEAST_USUAL,
}); // prettier-ignore

/** Takes what incidents explain out of a slice's steps. */
function takeOut(scanner: Scanner, c: number, now: number, parts: readonly Part[], scale: Scale): void {
  const { slice, part, step } = scale;
  for (const { incident, inside, both } of parts) {
    if (!inside) scanner.rings[scale.read](both, c, now, part.seen, part.usual);
    for (let back = 0; back < slice.seen.length; back++) {
      const at = now - back;
      if ((at + 1) * step <= incident.start) break;
      if (incident.closed !== null && at * step >= incident.end) continue;
      if (inside && incident.closed === null) slice.usual[back]! *= incident.ratio;
      else if (inside) [slice.seen[back], slice.usual[back]] = [0, 0];
      else {
        slice.seen[back]! -= part.seen[back]!;
        slice.usual[back]! -= part.usual[back]!;
      }
    }
  }
}

/** The most surprising of a scale's trailing windows that end with a step. */
function best(scanner: Scanner, slice: number, c: number, now: number, scale: Scale): Alarm {
  const { rings, whole, habits, slices, world } = scanner;
  const { windows, step } = scale;
  const { seen, usual } = scale.slice;
  if (rings[scale.read](slice, c, now, seen, usual) < scale.least) return NONE;
  const last = windows.at(-1) ?? 0;
  const parts = explained(scanner, slice, c, (now - last) * step);
  if (parts === undefined) return NONE;
  rings[scale.read](whole, c, now, scale.whole.seen, scale.whole.usual);
  for (let back = 0; back < last; back++) {
    scale.whole.seen[back]! -= seen[back]!;
    scale.whole.usual[back]! -= usual[back]!;
  }
  takeOut(scanner, c, now, parts, scale);
  const isInside = parts.some(({ incident, inside }) => inside && incident.closed === null);
  const cost = scanner.costs[c]![slice]! + (isInside ? INSIDE_OPEN : 0);
  const more = (isInside ? 0.15 : 0) + (isLifted(scanner, slice, c, (now - last) * step) ? EFFECT_SPREAD : 0);
  const shared = slices.kind[whole]! * world.categories.length + c;
  const pseudo = 1 / (habits.fast[shared]! + habits.slow[shared]!);
  let [x, e, restSeen, restUsual, next] = [0, 0, 0, 0, 0];
  let found = NONE;
  for (let back = 0; back < last; back++) {
    x += seen[back]!;
    e += usual[back]!;
    restSeen += scale.whole.seen[back]!;
    restUsual += scale.whole.usual[back]!;
    if (back + 1 !== windows[next]) continue;
    next++;
    const window = (back + 1) * step;
    const m = Math.max(0, e) * levelOf(scanner, slice, c, window);
    if (x < scale.least || x <= m + scale.sigmas * Math.sqrt(m)) continue;
    const ofWhole = levelOf(scanner, whole, c, window);
    const expected = Math.max(m * outside(restSeen, restUsual * ofWhole, pseudo), scale.floor);
    const spread = spreadOf(scanner, slice, c, m, window) + more;
    const nats = surprise(x, expected, spread);
    const surge = surgeNats(scanner, slice, c, window, { seen: x, usual: m, spread, nats });
    const score = Math.max(nats, surge) - cost;
    if (score > found.score) found = { score, window, isSurge: surge > nats };
  }
  return found;
}

/** The most surprising window of 5 minutes to 2 hours that ends with a bin. */
export const bestShort = (scanner: Scanner, slice: number, c: number, bin: number): Alarm =>
  best(scanner, slice, c, bin, SHORT);

/** The most surprising window of 6 hours to 3 days that ends with a bin's hour. */
export const bestLong = (scanner: Scanner, slice: number, c: number, bin: number): Alarm =>
  best(scanner, slice, c, Math.floor(bin / 12), LONG);
