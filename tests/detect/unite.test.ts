import { describe, expect, it } from 'vitest';
import { unite } from '../../ingest/detect/scopes.ts';
import { BUILDING, incidentOf, scannerOf as sceneOf } from './scene.ts';

const scannerOf = () => sceneOf(['network', 'timeout']);

describe('two open incidents', () => {
  it('are one where a bank explains both buildings: the earlier one, with the scope of the bank', () => {
    const scanner = scannerOf();
    const ofBank = (_: string, bank: string) => (bank === 'ICBC' ? 14 : 0);
    const early = incidentOf(scanner, { ...BUILDING('b1'), bank: 'ICBC' }, 100, ofBank);
    const late = incidentOf(scanner, { ...BUILDING('b2'), bank: 'ICBC' }, 103, ofBank);
    unite(scanner, late);
    expect(scanner.open).toEqual([early]);
    expect(early.scope).toEqual({ campus_id: 'c1', bank: 'ICBC' });
    expect([early.start, early.end]).toEqual([100, 109]);
  });

  it('stay two where each has a place of its own and the rest is quiet', () => {
    const scanner = scannerOf();
    const ofTwo = (building: string) => (building === 'b1' || building === 'b4' ? 10 : 0);
    incidentOf(scanner, BUILDING('b1'), 100, ofTwo);
    const late = incidentOf(scanner, BUILDING('b4'), 103, ofTwo);
    unite(scanner, late);
    expect(scanner.open).toHaveLength(2);
  });

  it('stay two where they are of different categories, or one is announced by the calendar', () => {
    const scanner = scannerOf();
    const everywhere = () => 10;
    const one = incidentOf(scanner, { bank: 'ICBC' }, 100, everywhere, 0);
    const other = incidentOf(scanner, { bank: 'CCB' }, 101, everywhere, 1);
    unite(scanner, other);
    const announced = Object.assign(incidentOf(scanner, {}, 90, everywhere, 1), {
      announced: { occasion: 'month_end', where: -1, number: 0 },
    });
    unite(scanner, other);
    expect(scanner.open).toEqual([one, other, announced]);
  });
});
