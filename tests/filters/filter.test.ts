import { describe, expect, it } from 'vitest';
import {
  carried,
  changed,
  comparisonOf,
  ownChanged,
  passedOn,
  readBoards,
  readFilter,
  readSelection,
  selectionText,
  toggled,
  writeFilter,
} from '../../src/lib/filters/index.ts';

const params = (text: string) => new URLSearchParams(text);

describe('readFilter', () => {
  it('takes two dates in either order for the same window', () => {
    expect(readFilter(params('from=2026-06-20&to=2026-06-10'))).toEqual({
      from: '2026-06-10',
      to: '2026-06-20',
    });
    expect(readFilter(params('from=2026-06-20'))).toEqual({ from: '2026-06-20' });
  });

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

describe('ownChanged', () => {
  it('leaves the choice, and takes a key away', () => {
    const url = new URL('http://host/?from=2026-09-01&sort=change&all=where');
    expect(ownChanged(url, { sort: undefined, all: ['where', 'via'] })).toBe(
      '/?from=2026-09-01&all=where&all=via',
    );
  });
});

describe('toggled', () => {
  it('adds a value, and takes it away again', () => {
    expect(toggled({}, 'channel', 'alipay')).toEqual(['alipay']);
    expect(toggled({ channel: ['ecny'] }, 'channel', 'alipay')).toEqual(['ecny', 'alipay']);
    expect(toggled({ channel: ['ecny', 'alipay'] }, 'channel', 'ecny')).toEqual(['alipay']);
    expect(toggled({ channel: ['ecny'] }, 'channel', 'ecny')).toBeUndefined();
  });
});

describe('readSelection', () => {
  const shown = { from: '2026-09-01', to: '2026-09-30' };
  const read = (text: string) => readSelection(params(`selected=${text}`), shown);

  it('selects days within the window only', () => {
    expect(read('2026-09-25/2026-09-30')).toEqual({ from: '2026-09-25', to: '2026-09-30' });
    expect(read('2026-08-25/2026-09-02')).toEqual({ from: '2026-09-01', to: '2026-09-02' });
    expect(read(selectionText({ from: '2026-09-05', to: '2026-09-05' }))).toEqual({
      from: '2026-09-05',
      to: '2026-09-05',
    });
  });

  it('selects nothing where the address says nothing, something strange, other dates or all of them', () => {
    const strange = ['', 'nonsense', '2026-09-25', '2026-10-01/2026-10-02', '2026-09-20/2026-09-10'];
    expect([...strange, '2026-08-01/2026-10-01'].map(read)).toEqual(Array(6).fill(null));
  });

  it('ends when other dates are chosen', () => {
    const url = new URL('http://host/?selected=2026-09-25/2026-09-30');
    expect(changed(url, { channel: ['ecny'] })).toBe('/?channel=ecny&selected=2026-09-25/2026-09-30');
    expect(changed(url, { from: '2026-09-01', to: '2026-09-02' })).toBe('/?from=2026-09-01&to=2026-09-02');
  });
});

describe('readBoards', () => {
  it('reads what the leaderboards list, and the standard where it does not know the word', () => {
    expect(readBoards(params(''))).toEqual({
      where: 'building_id',
      via: 'channel',
      sort: 'failures',
      all: [],
    });
    expect(readBoards(params('where=hour&via=error_code&sort=amount&all=via&all=x'))).toEqual({
      where: 'hour',
      via: 'error_code',
      sort: 'amount',
      all: ['via'],
    });
    expect(readBoards(params('where=channel&via=hour&sort=x'))).toEqual(readBoards(params('')));
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
