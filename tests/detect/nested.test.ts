import { describe, expect, it } from 'vitest';
import { withoutOthers } from '../../ingest/detect/scopes.ts';
import { isShadow } from '../../ingest/detect/shadows.ts';
import type { Incident } from '../../ingest/detect/incident.ts';
import type { Summary } from '../../ingest/detect/summary.ts';
import { BUILDING, incidentOf, LEAVES, scannerOf } from './scene.ts';

const at = (building: string) => LEAVES.building.indexOf(building);

describe('what other open incidents explain', () => {
  const many = (building: string) => (building === 'b1' ? 30 : 3);

  it('is all that was seen, of one that lies in the slice or beside it', () => {
    const scanner = scannerOf(['network', 'timeout']);
    const { sums } = incidentOf(scanner, BUILDING('b1'), 100, many);
    const { usual } = withoutOthers(scanner, 1, sums!, { campus_id: 'c1' });
    expect([usual[at('b1')], usual[at('b2')]]).toEqual([30, 0.5]);
  });

  it('is no more than its own ratio, or its own share of the attempts, of one that holds the slice', () => {
    const scanner = scannerOf(['network', 'timeout']);
    const wide = incidentOf(scanner, { campus_id: 'c1' }, 100, many);
    const { usual } = withoutOthers(scanner, 1, wide.sums!, BUILDING('b1'));
    const lost = (4 * 30 + 20 * 3 - 24 * 0.5) / (24 * 60);
    expect(usual[at('b1')]).toBeCloseTo(Math.max(0.5 * 10, 0.5 + lost * 60), 9);
    expect(usual[at('b1')]).toBeLessThan(30);
  });
});

describe('an unpaid order beside another incident', () => {
  const told = (incident: Incident, observed: number, expected: number) =>
    Object.assign(incident, { summary: { observed, expected } as Summary });

  const isHidden = (other: { scope: object; excess: number; length?: number; c?: number }) => {
    const scanner = scannerOf(['network', 'unpaid']);
    const none = () => 0;
    const unpaid = told(incidentOf(scanner, {}, 100, none), 63, 3);
    const beside = told(incidentOf(scanner, other.scope, 100, none, 0), other.excess + 3, 3);
    beside.end = beside.start + (other.length ?? 6);
    return isShadow(scanner, unpaid, [unpaid, beside]);
  };

  it('is its shadow where that is larger and has a cause', () => {
    expect(isHidden({ scope: { campus_id: 'c1' }, excess: 80 })).toBe(true);
  });

  it('is none of a smaller one, such as the trouble of one building', () => {
    expect(isHidden({ scope: BUILDING('b1'), excess: 20 })).toBe(false);
  });

  it('is none of one that lasts days, where it lasted half an hour', () => {
    expect(isHidden({ scope: {}, excess: 80, length: 600 })).toBe(false);
  });
});
