import type { QuestionName } from '../../src/lib/contracts/index.ts';

/** A question of the recorded set, with the same figures asked of the attempts where that makes sense. */
export interface Asked {
  name: QuestionName;
  label: string;
  keys: Record<string, unknown>;
  /** SELECT list and GROUP BY over the attempts that give the same figures. */
  fromAttempts?: string;
}

const FIGURES = `count(*) AS attempts, count(*) FILTER (status IN ('succeeded', 'failed')) AS settled,
  count(*) FILTER (status = 'failed') AS failures`;
const place = `campus_id || '/' || building_id AS place`;

/** What an analyst asks on an ordinary morning: overview, main pictures, filters, leaderboards, attempts. */
export const QUESTIONS: Asked[] = [
  {
    name: 'summary',
    label: 'summary',
    keys: {},
    fromAttempts: `SELECT ${FIGURES}, category FROM $attempts GROUP BY category`,
  },
  {
    name: 'heatmap',
    label: 'heatmap building × hour',
    keys: { rows: 'building_id', columns: 'hour', metric: 'failure_rate' },
    fromAttempts: `SELECT ${place}, hour, ${FIGURES} FROM $attempts GROUP BY ALL`,
  },
  {
    name: 'heatmap',
    label: 'heatmap hour × day of month, balance',
    keys: { rows: 'hour', columns: 'day_of_month', metric: 'failures', category: ['balance'] },
    fromAttempts: `SELECT hour, day_of_month, ${FIGURES}, count(*) FILTER (category = 'balance') AS chosen FROM $attempts GROUP BY ALL`,
  },
  {
    name: 'heatmap',
    label: 'heatmap days to month end × hour, one campus',
    keys: { rows: 'days_to_month_end', columns: 'hour', metric: 'failure_rate', campus_id: ['east'] },
    fromAttempts: `SELECT days_to_month_end, hour, ${FIGURES} FROM $attempts WHERE campus_id = 'east' GROUP BY ALL`,
  },
  {
    name: 'heatmap',
    label: 'heatmap bank × hour, one channel',
    keys: { rows: 'bank', columns: 'hour', metric: 'failure_rate', channel: ['wechat_pay'] },
    fromAttempts: `SELECT bank, hour, ${FIGURES} FROM $attempts WHERE channel = 'wechat_pay' GROUP BY ALL`,
  },
  {
    name: 'heatmap',
    label: 'heatmap building × hour, one network type',
    keys: { rows: 'building_id', columns: 'hour', metric: 'failure_rate', network_type: ['wifi'] },
    fromAttempts: `SELECT ${place}, hour, ${FIGURES} FROM $attempts WHERE network_type = 'wifi' GROUP BY ALL`,
  },
  {
    name: 'heatmap',
    label: 'heatmap building × hour, excess',
    keys: { rows: 'building_id', columns: 'hour', metric: 'excess' },
  },
  {
    name: 'heatmap',
    label: 'heatmap building × hour, latency',
    keys: { rows: 'building_id', columns: 'hour', metric: 'latency_p95' },
    fromAttempts: `SELECT ${place}, hour, quantile_disc(latency_ms, 0.95) FROM $attempts GROUP BY ALL`,
  },
  {
    name: 'series',
    label: 'series by category',
    keys: { grain: 'day', by: 'category', metric: 'failures' },
    fromAttempts: `SELECT local_date, category, ${FIGURES} FROM $attempts GROUP BY ALL`,
  },
  {
    name: 'ranking',
    label: 'ranking of buildings',
    keys: { by: 'building_id', metric: 'failure_rate', limit: 10 },
    fromAttempts: `SELECT ${place}, ${FIGURES} FROM $attempts GROUP BY ALL`,
  },
  {
    name: 'ranking',
    label: 'ranking of channels',
    keys: { by: 'channel', metric: 'failures', limit: 10 },
    fromAttempts: `SELECT channel, ${FIGURES} FROM $attempts GROUP BY ALL`,
  },
  { name: 'attempts', label: 'attempts, first page', keys: { limit: 50 } },
  {
    name: 'attempts',
    label: 'attempts of a cell',
    keys: { limit: 50, building_id: ['east/t3'], hour: [12], category: ['network'] },
  },
  { name: 'quality', label: 'quality', keys: {} },
];
