import { codeOf } from './codes.ts';
import type { Making } from './emit.ts';
import { CATEGORIES } from './types.ts';

const NETWORKS = ['wifi', 'wifi', '5g', '5g', '4g'] as const;
const PLATFORMS = ['mini_program', 'mini_program', 'ios', 'android', 'h5'] as const;
const CLOCK = Array.from({ length: 86_400 }, (_, s) => new Date(s * 1000).toISOString().slice(11, 19));
const CHUNK = 1 << 20;

/** The columns of attempts.csv. */
export const HEADER =
  'attempt_id,order_id,attempted_at,status,campus_id,building_id,channel,method,bank,error_code,amount,network_type,platform\n';

/** The log while it grows; counts what it writes. */
export interface Log {
  attempts: number;
  settled: number;
  failures: number;
  /** Writes an attempt; `failed` is the category's index, or -1. Gives false where the log is lost. */
  settle: (order: number, second: number, building: number, leaf: number, failed: number) => boolean;
  cancel: (order: number, second: number, building: number, leaf: number) => void;
  /** Hands on what is written, if it is much, or in any case. */
  flush: (isLast?: boolean) => void;
}

/** Opens the log of a world. */
export function openLog(
  { spec, days, buildings, leaves, lures }: Making,
  write: (lines: string) => void,
): Log {
  const rails = leaves.map(({ channel, method, bank }) => `,${channel},${method},${bank},`);
  const homes = buildings.map(({ campus_id, building_id }) => `,${campus_id},${building_id}`);
  let lines = '';
  const isLost = (second: number, b: number) =>
    lures.gaps.some(
      ({ start, end, campus_id }) =>
        second >= start && second < end && (campus_id ?? buildings[b]!.campus_id) === buildings[b]!.campus_id,
    );
  const code = (category: number, leaf: number, second: number) =>
    codeOf(CATEGORIES[category]!, leaves[leaf]!.channel, second >= lures.renamedFrom && second % 10 < 8);
  const line = (order: number, second: number, status: string, b: number, leaf: number, error: string) => {
    const cents = 800 + ((order * 7919) % 3200);
    const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    const at = `${days[Math.floor(second / 86_400)]!.date} ${CLOCK[second % 86_400]!}`;
    const device = `${NETWORKS[order % 5]!},${PLATFORMS[(order >> 3) % 5]!}`;
    lines += `${spec.name}-${log.attempts++},o${order},${at},${status}${homes[b]!}${rails[leaf]!}${error},${amount},${device}\n`;
  };
  const log: Log = {
    attempts: 0,
    settled: 0,
    failures: 0,
    settle: (order, second, b, leaf, failed) => {
      if (isLost(second, b)) return false;
      log.settled++;
      if (failed >= 0) log.failures++;
      const error = failed < 0 ? '' : code(failed, leaf, second);
      line(order, second, failed < 0 ? 'succeeded' : 'failed', b, leaf, error);
      return true;
    },
    cancel: (order, second, b, leaf) => {
      if (!isLost(second, b)) line(order, second, 'cancelled', b, leaf, '');
    },
    flush: (isLast = false) => {
      if (!isLast && lines.length < CHUNK) return;
      write(lines);
      lines = '';
    },
  };
  return log;
}
