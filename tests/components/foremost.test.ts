import { expect, it } from 'vitest';
import { foremost } from '../../src/lib/components/incidents/foremost.ts';
import type { Filter } from '../../src/lib/filters/index.ts';
import { incident } from '../words/incident.ts';

const options = {
  campus_id: ['east', 'west'],
  building_id: ['east/a', 'east/b', 'east/c', 'west/d'],
  channel: ['alipay', 'wechat_pay'],
  bank: [], category: [], method: [], network_type: [], platform: [],
}; // prettier-ignore

const monthEnd = {
  ...incident,
  incident_id: 'month-end',
  scope: {},
  started_at: '2026-06-25T00:00',
  ended_at: '2026-07-01T00:00',
  excess: 240,
};
const dormitory = {
  ...incident,
  incident_id: 'dormitory',
  scope: { campus_id: 'east', building_id: 'a' },
  started_at: '2026-06-28T17:30',
  ended_at: '2026-06-28T19:00',
  excess: 34,
};

const found = (filter: Filter, incidents = [monthEnd, dormitory]) =>
  foremost(incidents, filter, options).map(({ incident: { incident_id }, excess }) => [incident_id, excess]);

it('ranks incidents by their excess in the dates that a page shows', () => {
  expect(found({ from: '2026-06-01', to: '2026-06-30' })).toEqual([
    ['month-end', 240],
    ['dormitory', 34],
  ]);
  expect(found({ from: '2026-06-28', to: '2026-06-28' })).toEqual([
    ['month-end', 40],
    ['dormitory', 34],
  ]);
  expect(found({ from: '2026-06-30', to: '2026-06-30' })).toEqual([['month-end', 40]]);
});

it('ranks them by their excess in what a page is narrowed to', () => {
  expect(found({ building_id: ['east/a'] })[0]).toEqual(['month-end', 60]);
  expect(found({ building_id: ['east/a'], from: '2026-06-28', to: '2026-06-28' })).toEqual([
    ['dormitory', 34],
    ['month-end', 10],
  ]);
  expect(found({ channel: ['alipay'] })).toEqual([
    ['month-end', 120],
    ['dormitory', 17],
  ]);
  const ofEast = { ...monthEnd, scope: { campus_id: 'east' } };
  expect(found({ building_id: ['east/a'] }, [ofEast])).toEqual([['month-end', 80]]);
});

it('names none that people know to be false', () => {
  const known = { ...dormitory, handling: { ...dormitory.handling, state: 'false' as const } };
  expect(found({}, [known])).toEqual([]);
});
