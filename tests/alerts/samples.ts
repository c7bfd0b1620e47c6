import { alertRule, type AlertIncident, type AlertRule } from '../../src/lib/contracts/index.ts';

export const HOUR = 60 * 60_000;
/** Noon in Shanghai. */
export const NOON = Date.parse('2026-11-24T04:00:00Z');

/** An open network incident of one building, with what a test changes. */
export function incidentOf(changes: Partial<AlertIncident> = {}): AlertIncident {
  return {
    incident_id: 'i1',
    category: 'network',
    status: 'open',
    started_at: NOON - HOUR,
    ended_at: null,
    last_seen_at: NOON - HOUR / 2,
    campus_id: 'c1',
    building_id: 'b1',
    channel: null,
    bank: null,
    method: null,
    timezone: 'Asia/Shanghai',
    observed: 64,
    expected: 5,
    excess: 59,
    lost_orders: 12,
    failed_amount: 812.5,
    currency: 'CNY',
    severity: 'moderate',
    verdict: 'place',
    recurrence: 'none',
    next_expected: null,
    ...changes,
  };
}

/** A rule to a webhook, with what a test changes. */
export function ruleOf(changes: Record<string, unknown> = {}): AlertRule {
  return alertRule.parse({
    id: 'rule00000001',
    name: 'Duty',
    on: true,
    language: 'en',
    timezone: 'Asia/Shanghai',
    target: { channel: 'webhook', url: 'http://127.0.0.1:1/hook', secret: 'key-of-the-hook' },
    ...changes,
  });
}

/** A message as words make it. */
export const MESSAGE = {
  title: '新异常：东区三教 网络波动（橙色·严重）',
  lines: ['东区三教 *12:05* 起网络波动 64 笔，平常 5 笔。'],
  link: 'https://pay.example/incidents/i1',
  link_text: '在支付气象台查看',
};
