import { describe, expect, it } from 'vitest';
import { reading } from '../../src/cli/progress.ts';

describe('reading', () => {
  it('says rows, rows a second and the time left at that rate', () => {
    expect(reading(25, 500_000, 10)).toEqual({ rows: '500,000', rate: '50,000', left: '30 s' });
    expect(reading(10, 1_000_000, 20)).toEqual({ rows: '1,000,000', rate: '50,000', left: '3 min 0 s' });
  });

  it('says – for what is not known yet', () => {
    expect(reading(0, 0, 0)).toEqual({ rows: '0', rate: '–', left: '–' });
    expect(reading(50, null, 10)).toEqual({ rows: '–', rate: '–', left: '10 s' });
  });
});
