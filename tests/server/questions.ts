import { CATEGORIES } from '../../src/lib/contracts/index.ts';
import type { CommonKeys } from '../../src/lib/contracts/index.ts';
import { type Random } from './random.ts';

const FILTERS = {
  campus_id: ['c1', 'c2', 'k3', 'nowhere'],
  building_id: ['b1', 'c1/b1', 'c2/b3', 'unknown', 'k3/unknown'],
  channel: ['wechat_pay', 'alipay', 'http'],
  bank: ['ICBC', 'CCB', 'unknown'],
  method: ['wallet_balance', 'unknown'],
  network_type: ['wifi', '5g', 'unknown'],
  platform: ['ios', 'unknown'],
  category: [...CATEGORIES],
};

/** Random common keys: some filters, perhaps a window. */
export function randomKeys(random: Random): CommonKeys {
  const keys: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(FILTERS)) {
    if (random.chance(0.25)) keys[name] = [...new Set([random.pick(values), random.pick(values)])];
  }
  if (random.chance(0.5)) keys['from'] = dateIn(random, '2024-01-20', 20);
  if (random.chance(0.5)) keys['to'] = dateIn(random, '2024-02-15', 20);
  return keys;
}

function dateIn(random: Random, first: string, days: number): string {
  return new Date(Date.parse(first) + random.below(days) * 86_400_000).toISOString().slice(0, 10);
}
