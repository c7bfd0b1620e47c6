import type { SummaryAnswer } from '../../src/lib/contracts/index.ts';
import type { Board, BoardRow } from '../../src/lib/words/boards.ts';
import type { Places } from '../../src/lib/words/names.ts';

const provenance = { data_version: '1', sample: false, from: '2026-09-01', to: '2026-09-30' };
const both = (value: number | null, compared: number | null) => ({ value, compared });

/** September against August: more failures, most of the growth in low balances. */
export const summary: SummaryAnswer = {
  ...provenance,
  compared_from: '2026-08-01',
  compared_to: '2026-08-31',
  attempts: both(1_600_000, 1_500_000),
  settled: both(1_555_226, 1_460_000),
  failures: both(48_212, 39_420),
  failure_rate: both(0.031, 0.027),
  orders: both(1_400_000, 1_300_000),
  orders_at_risk: both(41_020, 35_000),
  recovered_orders: both(21_000, 18_000),
  recovered_orders_24h: both(26_000, 22_000),
  immature_orders: both(312, 0),
  lost_orders: both(14_708, 12_100),
  lost_amount: both(263_812.5, 231_000),
  failed_amount: both(891_231, 700_000),
  silent_failures: both(null, null),
  hidden_balance: null,
  unknown_share: both(0.021, 0.024),
  failures_by_category: {
    network: both(20_000, 19_000),
    balance: both(27_212, 19_420),
    unknown: both(1_000, 1_000),
  },
} as SummaryAnswer;

const row = (key: string, failures: number, settled: number, compared: number | null = null): BoardRow => ({
  key,
  failures,
  settled,
  amount: failures * 2.5,
  compared,
});

export const rows: BoardRow[] = [
  row('east/unknown', 9_500, 200_000),
  row('east/T3', 9_120, 198_000, 8_000),
  row('west/T1', 12, 15),
];

export const where: Board = { by: 'building_id', rows, total: 3, failures: 18_632 };

export const places: Places = {
  campuses: { east: '东区', west: '西区' },
  buildings: { 'east/T3': '第三教学楼', 'west/T1': '第一教学楼' },
};
