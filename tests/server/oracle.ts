import { DuckDBInstance } from '@duckdb/node-api';
import type { CommonKeys, Dimension, Metric } from '../../src/lib/contracts/index.ts';
import { readUsual, type Usual } from './usual.ts';

/** An attempt as the models classified it. */
export interface Attempt {
  attempt_id: string;
  order_id: string | null;
  at_ms: number;
  date: string;
  hour: number;
  campus_id: string;
  building_id: string;
  channel: string;
  bank: string;
  method: string;
  network_type: string;
  platform: string;
  status: string;
  category: string | null;
  error_code: string | null;
  amount_minor: number | null;
  latency_ms: number | null;
  attempt_no: number;
  reports_feedback: boolean;
  told: boolean;
  half_hour: number;
}

/** An order at risk, with the attempt that failed first. */
export interface OrderAtRisk {
  first_failure_attempt_id: string;
  outcome: string;
  within_15: boolean;
  amount_minor: number | null;
}

export interface World {
  attempts: Attempt[];
  risks: Map<string, OrderAtRisk>;
  usual: Usual;
}

/** Reads a world's attempts, one by one, for computations that use no mart. */
export async function readWorld(path: string): Promise<World> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const attempts = await connection.runAndReadAll(`
    SELECT * REPLACE (amount_minor::DOUBLE AS amount_minor, latency_ms::DOUBLE AS latency_ms), epoch_ms(attempted_at)::DOUBLE AS at_ms,
      local_date::VARCHAR AS date, feedback_at IS NOT NULL AS told, CAST(2 * hour + minute(local_time) // 30 AS INTEGER) AS half_hour
    FROM int_attempts`);
  const risks = await connection.runAndReadAll(
    `SELECT * REPLACE (amount_minor::DOUBLE AS amount_minor), is_recovered_15_minutes AS within_15 FROM int_orders_at_risk`,
  );
  const orders = risks.getRowObjectsJS() as unknown as OrderAtRisk[];
  const world = {
    attempts: attempts.getRowObjectsJS() as unknown as Attempt[],
    risks: new Map(orders.map((order) => [order.first_failure_attempt_id, order])),
    usual: await readUsual(connection),
  };
  connection.closeSync();
  instance.closeSync();
  return world;
}

const SLICES = ['campus_id', 'channel', 'bank', 'method', 'network_type', 'platform'] as const;

/** The attempts that the filters and the window leave; category narrows nothing here. */
export function matching({ attempts }: World, keys: CommonKeys): Attempt[] {
  return attempts.filter(
    (attempt) =>
      (!keys.from || attempt.date >= keys.from) &&
      (!keys.to || attempt.date <= keys.to) &&
      SLICES.every((name) => !keys[name] || keys[name].includes(attempt[name])) &&
      (!keys.building_id ||
        keys.building_id.includes(attempt.building_id) ||
        keys.building_id.includes(`${attempt.campus_id}/${attempt.building_id}`)),
  );
}

/** Whether an attempt is a failure of the chosen categories. */
export function isChosenFailure(attempt: Attempt, keys: CommonKeys): boolean {
  return (
    attempt.category !== null && (!keys.category || (keys.category as string[]).includes(attempt.category))
  );
}

/** An attempt's value of a dimension other than category. */
export function valueOf(attempt: Attempt, dimension: Dimension, keys: CommonKeys): string | number {
  const date = new Date(`${attempt.date}T00:00:00Z`);
  const monthEnd = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  switch (dimension) {
    case 'building_id':
      return keys.campus_id?.length === 1
        ? attempt.building_id
        : `${attempt.campus_id}/${attempt.building_id}`;
    case 'weekday':
      return date.getUTCDay() || 7;
    case 'day_of_month':
      return date.getUTCDate();
    case 'days_to_month_end':
      return monthEnd - date.getUTCDate();
    case 'category':
      throw new Error('an attempt without a failure has no category');
    default:
      return attempt[dimension];
  }
}

/** A metric of some attempts, all of one cell. */
export function metricOf(world: World, cell: Attempt[], metric: Metric, keys: CommonKeys): number | null {
  const settled = cell.filter((attempt) => ['succeeded', 'failed'].includes(attempt.status)).length;
  const failures = cell.filter((attempt) => isChosenFailure(attempt, keys));
  const all = cell.filter((attempt) => attempt.status === 'failed').length;
  switch (metric) {
    case 'failures':
      return failures.length;
    case 'failure_rate':
      return settled ? failures.length / settled : null;
    case 'share':
      return all ? failures.length / all : null;
    case 'attempts':
      return cell.length;
    case 'failed_amount':
      return amountOf(failures);
    case 'lost_orders':
      return lostOf(world, failures).length;
    case 'lost_amount':
      return amountOf(lostOf(world, failures));
    case 'expected':
    case 'excess':
      return expectedOf(world, cell, metric, keys);
    case 'latency_p95':
      return percentile(cell.flatMap((attempt) => (attempt.latency_ms ? [attempt.latency_ms] : [])));
  }
}

const amountOf = (attempts: Attempt[]) =>
  attempts.reduce((sum, attempt) => sum + (attempt.amount_minor ?? 0), 0) / 100;

/** The first failures of the lost orders. */
const lostOf = (world: World, failures: Attempt[]) =>
  failures.filter((attempt) => world.risks.get(attempt.attempt_id)?.outcome === 'lost');

function percentile(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(0.95 * (sorted.length - 1))] ?? null;
}

/** Attempt by attempt: each settled one of a date for which something was learned brings its own usual rate. */
function expectedOf(
  { usual }: World,
  cell: Attempt[],
  metric: 'expected' | 'excess',
  keys: CommonKeys,
): number | null {
  const known = cell.filter(
    (attempt) => usual.isKnown(attempt) && ['succeeded', 'failed'].includes(attempt.status),
  );
  if (known.length === 0) return null;
  const expected = known.reduce((sum, attempt) => sum + usual.rateOf(attempt, keys.category), 0);
  if (metric === 'expected') return expected;
  return known.filter((attempt) => isChosenFailure(attempt, keys)).length - expected;
}

/** Attempts by a name, in the order in which the names appear. */
export function groupBy(attempts: Attempt[], nameOf: (attempt: Attempt) => string): Map<string, Attempt[]> {
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const name = nameOf(attempt);
    const group = groups.get(name);
    if (group) group.push(attempt);
    else groups.set(name, [attempt]);
  }
  return groups;
}
