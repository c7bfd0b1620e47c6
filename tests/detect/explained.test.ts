import { describe, expect, it } from 'vitest';
import { isExplained } from '../../ingest/detect/explained.ts';

const PLACE = {
  incident_id: 'i-2', category: 'network', started_at: '2026-03-02 04:00:00', until: '2026-03-02 05:00:00',
  campus_id: 'c1', building_id: 'b1', channel: null, bank: null, method: null,
}; // prettier-ignore
const KNOWN = {
  incident_id: 'i-1', kind: 'known', category: 'network', scope: { campus_id: 'c1' } as Record<string, string>,
  from: '2026-03-02T11:30:00+08:00', to: '2026-03-02T13:00:00+08:00',
} as const; // prettier-ignore

describe('what was found', () => {
  it.each([
    ['within the times and the scope of a mark is explained', {}, true],
    ['and is the marked incident itself stays', { incident_id: 'i-2' }, false],
    ['of another category stays', { category: 'balance' }, false],
    ['at another place stays', { scope: { campus_id: 'c2' } }, false],
    ['in a wider scope stays', { scope: { campus_id: 'c1', channel: 'alipay' } }, false],
    ['is explained by what was planned for every category', { category: 'any' }, true],
    [
      'that begins with the five minutes of the time is explained',
      { from: '2026-03-02T12:04:00+08:00' },
      true,
    ],
    ['that begins before stays', { from: '2026-03-02T12:06:00+08:00' }, false],
    ['that ends half an hour after is explained', { to: '2026-03-02T12:30:00+08:00' }, true],
    ['that ends later stays', { to: '2026-03-02T12:25:00+08:00' }, false],
    [
      'that begins when it is over stays',
      { from: '2026-03-02T11:00:00+08:00', to: '2026-03-02T12:00:00+08:00' },
      false,
    ],
    ['under a mark without times stays', { from: null, to: null }, false],
  ])('%s', (_, change, is) => {
    expect(isExplained(PLACE, [{ ...KNOWN, ...change }])).toBe(is);
  });
});
