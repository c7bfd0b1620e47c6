import { describe, expect, it } from 'vitest';
import { checkKeys, parseKeys, questionName } from '../../src/lib/server/index.ts';

const refusal = (name: Parameters<typeof parseKeys>[0], ...pairs: [string, string][]) => {
  try {
    parseKeys(name, pairs);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('parseKeys', () => {
  it('takes keys as a URL gives them, lists sorted and without repetition', () => {
    const url = new URLSearchParams('channel=b&channel=a&channel=b&from=2024-02-01&rows=hour');
    expect(parseKeys('heatmap', url)).toEqual({
      channel: ['a', 'b'],
      columns: 'hour',
      compare: 'none',
      from: '2024-02-01',
      metric: 'failures',
      rows: 'hour',
    });
  });

  it('reads numbers', () => {
    expect(
      parseKeys('attempts', [
        ['hour', '7'],
        ['limit', '3'],
      ]),
    ).toEqual({ hour: [7], limit: 3 });
  });

  it.each([
    ['unknown_key', 'colour', [['colour', 'red']]],
    [
      'repeated_key',
      'from',
      [
        ['from', '2024-01-01'],
        ['from', '2024-01-02'],
      ],
    ],
    [
      'repeated_key',
      'metric',
      [
        ['metric', 'failures'],
        ['metric', 'share'],
      ],
    ],
    [
      'empty_window',
      'from',
      [
        ['from', '2024-02-01'],
        ['to', '2024-01-31'],
      ],
    ],
    ['invalid_value', 'from', [['from', '2024-02-30']]],
    ['invalid_value', 'from', [['from', 'yesterday']]],
    ['invalid_value', 'category', [['category', 'weather']]],
    ['invalid_value', 'rows', [['rows', 'colour']]],
    ['empty_value', 'channel', [['channel', '']]],
    ['unknown_key', '__proto__', [['__proto__', 'x']]],
    ['unknown_key', 'constructor', [['constructor', 'x']]],
  ] as [string, string, [string, string][]][])('refuses with %s of %s', (code, field, pairs) => {
    expect(refusal('heatmap', ...pairs)).toMatchObject({ status: 400, code, field });
  });

  it.each(['0', '-1', 'x', '10001', '1.5'])('refuses a limit of %s', (limit) => {
    expect(refusal('ranking', ['limit', limit])).toMatchObject({ status: 400, field: 'limit' });
  });

  it('names the field that an object should not have', () => {
    expect(() => checkKeys('quality', { from: '2024-01-01' })).toThrowError(/^from: /);
  });

  it('knows no question but its own', () => {
    expect(questionName('summary')).toBe('summary');
    for (const name of ['weather', 'constructor', '']) {
      expect(() => questionName(name)).toThrowError(expect.objectContaining({ status: 404 }));
    }
  });
});
