import { BASE, railFactor } from './curves.ts';
import { inPlace, inRail, type Building, type Leaf } from './layout.ts';
import { between, logBetween, pick, seeded, type Random } from './random.ts';
import type { Day } from './days.ts';
import type { Category, Planned, Scope, Verdict, WorldSpec } from './types.ts';
import type { Volume } from './volume.ts';

type Key = 'campus' | 'building' | 'channel' | 'bank' | 'method';

/** What goes wrong: how often, in which categories, and which part of the board it strikes. */
const TEMPLATES: { kind: string; weight: number; categories: Category[]; keys: Key[]; verdict: Verdict }[] = [
  { kind: 'building_network', weight: 9, categories: ['network'], keys: ['building'], verdict: 'place' },
  { kind: 'building_timeout', weight: 3, categories: ['timeout'], keys: ['building'], verdict: 'place' },
  { kind: 'campus_network', weight: 2.5, categories: ['network'], keys: ['campus'], verdict: 'place' },
  { kind: 'channel_down', weight: 4, categories: ['timeout', 'channel_error', 'authentication'], keys: ['channel'], verdict: 'rail' },
  { kind: 'bank_down', weight: 4, categories: ['timeout', 'channel_error', 'risk_or_limit'], keys: ['bank'], verdict: 'rail' },
  { kind: 'card_down', weight: 3, categories: ['timeout', 'channel_error', 'authentication'], keys: ['channel', 'bank'], verdict: 'rail' },
  { kind: 'method_limit', weight: 1.5, categories: ['risk_or_limit', 'balance'], keys: ['channel', 'bank', 'method'], verdict: 'rail' },
  { kind: 'terminal_broken', weight: 3, categories: ['network', 'timeout'], keys: ['building', 'channel'], verdict: 'place' },
  { kind: 'peak_overload', weight: 2.5, categories: ['timeout'], keys: [], verdict: 'load' },
]; // prettier-ignore

const SIZES = [[5, 10], [10, 20], [20, 90]] as const; // prettier-ignore
/** Failures that an incident adds are at least twice those that happen anyway. */
const LEAST_LIFT = 2;
const MOST_DELTA = 0.85;
const FIRST_DAY = 16;
const HOUR = 3600;

/** Do two scopes have a place and a way to pay in common? */
const touches = (a: Scope, b: Scope): boolean =>
  (Object.keys(a) as (keyof Scope)[]).every((key) => b[key] === undefined || b[key] === a[key]);

function scopeOf(
  random: Random,
  keys: readonly Key[],
  { campus_id, building_id }: Building,
  leaf: Leaf,
): Scope {
  const { channel, bank, method } = leaf;
  const parts: Record<Key, Scope> = {
    campus: { campus_id }, building: { campus_id, building_id }, channel: { channel }, bank: { bank }, method: { method },
  }; // prettier-ignore
  return Object.assign({}, ...keys.map((key) => parts[key])) as Scope;
}

function spanOf(random: Random, isLoad: boolean, days: number): { start: number; end: number } {
  const day = FIRST_DAY + Math.floor(random() * (days - FIRST_DAY - 2));
  const isLong = !isLoad && random() < 0.07;
  const hour = isLoad ? pick(random, [11.4, 17.4], () => 1) + 0.4 * random() : between(random, 7, 22);
  const minutes = isLoad
    ? between(random, 20, 60)
    : isLong
      ? between(random, 1440, 2880)
      : logBetween(random, 10, 180);
  const start = day * 86_400 + Math.round(hour * 60) * 60;
  return { start, end: start + Math.round(minutes) * 60 };
}

/** What a slice would see in a span: settled attempts and failures that happen anyway. */
function usual(
  plan: Pick<Planned, 'scope' | 'category' | 'start' | 'end'>,
  board: Board,
): { n: number; failures: number } {
  const rails = board.leaves.filter((leaf) => inRail(plan.scope, leaf));
  const share = rails.reduce((sum, { weight }) => sum + weight, 0);
  const rate = rails.reduce(
    (sum, leaf) => sum + leaf.weight * BASE[plan.category] * railFactor(plan.category, leaf),
    0,
  );
  let volume = 0;
  let balance = 0;
  for (let bin = Math.floor(plan.start / 300); bin * 300 < plan.end; bin++) {
    const day = board.days[Math.floor(bin / 288)];
    if (day === undefined) break;
    const part = Math.min(plan.end, bin * 300 + 300) - Math.max(plan.start, bin * 300);
    board.buildings.forEach((building, b) => {
      if (!inPlace(plan.scope, building)) return;
      const attempts = (board.volume(day, bin % 288, b) * part) / 300;
      volume += attempts;
      balance += attempts * (plan.category === 'balance' ? day.balance : 1);
    });
  }
  return { n: volume * share * 1.03, failures: balance * rate };
}

/** What incidents are planned on. */
export interface Board {
  days: readonly Day[];
  buildings: readonly Building[];
  leaves: readonly Leaf[];
  volume: Volume;
}

function draw(random: Random, spec: WorldSpec, board: Board): Planned | null {
  const { kind, categories, keys, verdict } = pick(random, TEMPLATES, ({ weight, keys: [key] }) =>
    key === 'campus' && spec.campuses === 1 ? 0 : weight,
  );
  const category = pick(random, categories, () => 1);
  const rails = board.leaves.filter(
    (leaf) => (leaf.bank !== '' || !keys.includes('bank')) && railFactor(category, leaf) > 0,
  );
  const building = pick(random, board.buildings, ({ weight }) => Math.sqrt(weight));
  const scope = scopeOf(
    random,
    keys,
    building,
    pick(random, rails, ({ weight }) => Math.sqrt(weight)),
  );
  const plan = { kind, category, verdict, scope, ...spanOf(random, verdict === 'load', spec.days) };
  const [low, high] = pick(random, SIZES, () => 1);
  const target = logBetween(random, low, high);
  const { n, failures } = usual(plan, board);
  const isRamp = random() < 0.2;
  const delta = target / n / (isRamp ? 0.6 : 1);
  return delta > MOST_DELTA || target < LEAST_LIFT * failures || n < 5 ? null : { ...plan, delta, isRamp };
}

/** Half of the incidents of a world of overlaps get a companion in the same hours: another place, or a part of it. */
function companion(random: Random, spec: WorldSpec, board: Board, plan: Planned): Planned | null {
  const other = draw(random, spec, board);
  if (other === null || other.verdict === 'load' || other.end - other.start > 4 * HOUR) return null;
  const start = plan.start + Math.round((plan.end - plan.start) * between(random, 0.1, 0.7));
  const moved = { ...other, start, end: start + other.end - other.start };
  const { n, failures } = usual(moved, board);
  const target = other.delta * n * (other.isRamp ? 0.6 : 1);
  return n < 5 || target < 5 || target < LEAST_LIFT * failures ? null : moved;
}

/** Draws the incidents of a world: none of the same category touch within three hours, save where overlaps are asked. */
export function incidentsOf(spec: WorldSpec, board: Board): Planned[] {
  if (spec.kind === 'quiet') return [];
  const random = seeded(spec.seed, 'incidents');
  const wanted = Math.round(between(random, 0.5, 0.62) * spec.days);
  const plans: Planned[] = [];
  const clashes = (one: Planned, gap: number) =>
    plans.some(
      (it) =>
        it.category === one.category &&
        touches(it.scope, one.scope) &&
        it.start - gap < one.end &&
        one.start - gap < it.end,
    );
  for (let tries = 0; plans.length < wanted && tries < 20_000; tries++) {
    const plan = draw(random, spec, board);
    if (plan === null || clashes(plan, 3 * HOUR)) continue;
    plans.push(plan);
    for (let n = 0; spec.kind === 'overlap' && n < 40 && plans.length % 2 === 1; n++) {
      const second = companion(random, spec, board, plan);
      if (second !== null && JSON.stringify(second.scope) !== JSON.stringify(plan.scope)) plans.push(second);
    }
  }
  return plans.sort((a, b) => a.start - b.start);
}
