import { gamma, poisson, stream } from './rng.ts';
import type { Random } from './rng.ts';
import type { Bills } from './bills.ts';
import { afterAllowance, calendarDay } from './calendar.ts';
import type { CalendarDay } from './calendar.ts';
import { isoWriter, midnight } from './clock.ts';
import { DAY_DEMAND, DRIFT, ROWS_PER_ORDER, VOLUME_SHAPE } from './world.ts';
import { PAYER_POOL } from './payers.ts';
import { SLOTS } from './campuses.ts';
import type { Campus } from './campuses.ts';
import type { CodeBook } from './codes.ts';
import type { Surge } from './decoys.ts';
import type { Incident } from './incidents.ts';
import type { Totals } from './ledger.ts';
import type { Rails } from './leaves.ts';
import { placeOrder } from './order.ts';
import { CAUSES } from './types.ts';
import type { BuildingKind, NetworkType, Options } from './types.ts';

/** What holds for the whole run. */
export interface Run {
  options: Options;
  campuses: readonly Campus[];
  rails: Rails;
  network: Record<BuildingKind, (random: Random) => NetworkType>;
  book: CodeBook;
  incidents: readonly Incident[];
  surges: readonly Surge[];
  totals: Totals;
  bills: Bills;
  /** ms since 1970; rows from then on are not written. */
  end: number;
}

export interface Row {
  t: number;
  text: string;
}

/** What holds for one campus on one of its days. */
export interface CampusDay {
  campus: Campus;
  random: Random;
  /** ms since 1970 of its local midnight. */
  start: number;
  /** Factor of the day on each cause. */
  level: Float64Array;
  /** Those that a row of this day, or a retry on the next, can fall into. */
  incidents: readonly Incident[];
  payers: number;
  idPrefix: string;
  /** Shared by all campuses of a day, so that ids are unique. */
  sequence: { next: number };
  rows: Row[];
  iso: (t: number) => string;
}

const MS_PER_DAY = 86_400_000;
const SLOT_MS = 30 * 60_000;

/** Factor of a kind of day on the demand of a kind of building; 1 on an ordinary weekday. */
function dayDemand({ kind, vacation, weekend }: CalendarDay, building: BuildingKind): number {
  if (vacation) return DAY_DEMAND.vacation[building];
  if (kind === 'holiday') return DAY_DEMAND.holiday[building];
  return (kind === 'exam' ? DAY_DEMAND.exam[building] : 1) * (weekend ? DAY_DEMAND.weekend[building] : 1);
}

/** Mean demand of a day of an ordinary term week, where a weekday has 1. */
function weekMean({ buildings }: Campus): number {
  const weekend = buildings.reduce(
    (sum, { kind, demand }) => sum + DAY_DEMAND.weekend[kind] * demand.reduce((a, b) => a + b, 0),
    0,
  );
  return (5 + 2 * weekend) / 7;
}

/** Factor of a day on every cause: slow drift, and full wallets after the allowance. The month's end is an incident. */
function levels(seed: number, day: number): Float64Array {
  return Float64Array.from(CAUSES, (cause, c) => {
    if (cause === 'balance') return afterAllowance(day);
    if (!(DRIFT.causes as readonly string[]).includes(cause)) return 1;
    const phase = stream(seed, 'drift', c)();
    return 1 + DRIFT.amplitude * Math.sin(2 * Math.PI * (day / DRIFT.period + phase));
  });
}

/** All rows of one campus whose order was placed on a local day, appended to `rows` in no order. */
function campusDay(
  run: Run,
  campus: Campus,
  day: number,
  sequence: CampusDay['sequence'],
  rows: Row[],
): void {
  const { seed, attemptsPerDay } = run.options;
  const random = stream(seed, 'day', campus.campus_id, day);
  const start = midnight(day, campus.offset);
  const calendar = calendarDay(day);
  const today: CampusDay = {
    campus,
    random,
    start,
    level: levels(seed, day),
    incidents: run.incidents.filter(({ from, to }) => to > start && from < start + 2 * MS_PER_DAY),
    payers: Math.max(40, Math.round(attemptsPerDay * campus.share * PAYER_POOL.perAttempt)),
    idPrefix: day.toString(36),
    sequence,
    rows,
    iso: isoWriter(campus.offset),
  };
  const surges = run.surges.filter(({ scope }) => scope.campus_id === campus.campus_id);
  const orders =
    ((attemptsPerDay * campus.share) / ROWS_PER_ORDER / weekMean(campus)) * gamma(random, VOLUME_SHAPE.day);
  for (const building of campus.buildings) {
    const usual = orders * dayDemand(calendar, building.kind);
    for (let slot = 0; slot < SLOTS; slot++) {
      const from = start + slot * SLOT_MS;
      let mean = usual * building.demand[slot]! * gamma(random, VOLUME_SHAPE.cell);
      for (const surge of surges)
        if (
          from >= surge.from &&
          from < surge.to &&
          (surge.scope.building_id ?? building.building_id) === building.building_id
        )
          mean *= surge.factor;
      for (let left = poisson(random, mean); left > 0; left--)
        placeOrder(run, today, building, from + Math.floor(random() * SLOT_MS));
    }
  }
}

/**
 * All rows of the orders placed on a day (number since 1970-01-01, local to each campus), in no order; retries may
 * fall on the next day. Counts go into the run's totals and incidents.
 */
export function simulateDay(run: Run, day: number): Row[] {
  const rows: Row[] = [];
  const sequence = { next: 0 };
  for (const campus of run.campuses) campusDay(run, campus, day, sequence, rows);
  return rows;
}
