import { describe, expect, it } from 'vitest';
import {
  carried,
  changed,
  comparisonOf,
  passedOn,
  readFilter,
  writeFilter,
} from '../../src/lib/filters/index.ts';

const params = (text: string) => new URLSearchParams(text);

describe('readFilter', () => {
  it('keeps what was chosen and nothing else', () => {
    expect(readFilter(params('from=2026-09-01&channel=alipay&channel=alipay&rows=hour&bank='))).toEqual({
      from: '2026-09-01',
      channel: ['alipay'],
    });
  });

  it('is undone by writeFilter', () => {
    const filter = {
      from: '2026-09-01',
      to: '2026-09-30',
      compare: 'year',
      building_id: ['east/b3', 'west/b1'],
    };
    expect(readFilter(writeFilter(filter))).toEqual(filter);
  });
});

describe('changed', () => {
  const url = new URL('http://host/heatmap?rows=hour&channel=alipay&from=2026-09-01');

  it('replaces one key and leaves the parameters of the page', () => {
    expect(changed(url, { channel: ['wechat_pay', 'ecny'] })).toBe(
      '/heatmap?from=2026-09-01&channel=wechat_pay&channel=ecny&rows=hour',
    );
  });

  it('takes a key away', () => {
    expect(changed(url, { channel: undefined, from: undefined })).toBe('/heatmap?rows=hour');
  });
});

describe('carried', () => {
  it('brings the choice to another page, readable', () => {
    expect(carried('/heatmap', { building_id: ['east/b3'] }, { rows: 'date' })).toBe(
      '/heatmap?building_id=east/b3&rows=date',
    );
    expect(carried('/heatmap', {})).toBe('/heatmap');
  });
});

describe('passedOn', () => {
  it('lists what a form must not lose', () => {
    const url = new URL('http://host/?from=2026-09-01&channel=a&channel=b');
    expect(passedOn(url, ['from'])).toEqual([
      ['channel', 'a'],
      ['channel', 'b'],
    ]);
  });
});

describe('comparisonOf', () => {
  it('falls back to the period before', () => {
    expect(comparisonOf({})).toBe('previous');
    expect(comparisonOf({ compare: 'nonsense' })).toBe('previous');
    expect(comparisonOf({ compare: 'none' })).toBe('none');
  });
});
