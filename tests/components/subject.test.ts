import { describe, expect, it } from 'vitest';
import {
  readSubject,
  subjectHref,
  subjectName,
  subjectQuery,
} from '../../src/lib/components/explain/subject.ts';

const page = (search: string) => new URL(`http://localhost/${search}`);
const places = { campuses: { east: 'East' }, buildings: { 'east/t3': 'Hall 3' } };

describe('what an overview has open to be explained', () => {
  it('is written into the address and read back', () => {
    const subject = { of: 'building_id', value: 'east/t3' } as const;
    const href = subjectHref(page('?category=network'), subject);
    expect(href).toBe('/?category=network&why=building_id:east/t3');
    expect(readSubject(page(href.slice(1)).searchParams)).toEqual(subject);
    expect(subjectHref(page(href.slice(1)), null)).toBe('/?category=network');
  });
  it.each(['why=nonsense:1', 'why=day:yesterday', 'why=day:', 'why='])('is nothing in %s', (search) => {
    expect(readSubject(new URLSearchParams(search))).toBeNull();
  });
  it('narrows the page to its dates, within those of the page', () => {
    const filter = { from: '2026-06-03', to: '2026-06-30', bank: ['ICBC'] };
    const query = (of: 'week' | 'month' | 'hour' | 'day', value: string) =>
      subjectQuery(filter, { of, value }).toString();
    expect(query('day', '2026-06-25')).toBe('from=2026-06-25&to=2026-06-25&bank=ICBC&status=failed');
    expect(query('week', '2026-06-29')).toBe('from=2026-06-29&to=2026-06-30&bank=ICBC&status=failed');
    expect(query('month', '2026-06-01')).toBe('from=2026-06-03&to=2026-06-30&bank=ICBC&status=failed');
    expect(query('hour', '2026-06-25T09:00')).toBe(
      'from=2026-06-25&to=2026-06-25&bank=ICBC&hour=9&status=failed',
    );
    expect(subjectQuery(filter, { of: 'building_id', value: 'east/t3' }).get('building_id')).toBe('east/t3');
  });
  it('has a name in either language', () => {
    const hour = { of: 'hour', value: '2026-06-25T09:00' } as const;
    expect(subjectName(hour, places, 'en', 2026)).toBe('Thu 25 Jun 09:00–10:00');
    expect(subjectName({ of: 'building_id', value: 'east/t3' }, places, 'zh-CN', 2026)).toBe('Hall 3');
  });
});
