import { describe, expect, it } from 'vitest';
import { countKinds, sliceCosts } from '../../ingest/detect/cost.ts';
import { noSums, type Incident } from '../../ingest/detect/incident.ts';
import { makeScanner, type Scanner } from '../../ingest/detect/scanner.ts';
import { unite } from '../../ingest/detect/scopes.ts';
import { makeSlices, type Scope } from '../../ingest/detect/slices.ts';
import { makeWorld } from '../../ingest/detect/world.ts';
import { leavesOf } from './leaves.ts';

const BUILDINGS = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'];
const BANKS = ['ICBC', 'CCB', 'ABC', 'BOC'];
const LEAVES = leavesOf(
  BUILDINGS.flatMap((building) => BANKS.map((bank) => ['c1', building, 'unionpay', bank, 'debit_card'] as const)) as never,
); // prettier-ignore
const CATEGORIES = ['network', 'timeout'];
const NO_BINS = {
  bin: new Int32Array(),
  leaf: new Int32Array(),
  category: new Int8Array(),
  settled: new Int32Array(),
  date: new Int32Array(),
  halfHour: new Uint8Array(),
};

function scannerOf(): Scanner {
  const slices = makeSlices(LEAVES);
  const world = makeWorld(LEAVES, CATEGORIES, [], {});
  const scanner = makeScanner(world, slices, NO_BINS, { threshold: 9.5 });
  const sizes = countKinds(slices, new Set(LEAVES.key.keys()));
  scanner.costs = CATEGORIES.map((category) => sliceCosts(slices, sizes, category));
  return scanner;
}

/** An open incident of a scope; `seen` says what each leaf had since it began, where 0.5 are usual. */
function incidentOf(scanner: Scanner, scope: Scope, start: number, seen: (building: string, bank: string) => number, c = 1): Incident {
  const sums = noSums(scanner);
  for (const leaf of LEAVES.key.keys()) {
    sums.seen[leaf] = seen(LEAVES.building[leaf]!, LEAVES.bank[leaf]!);
    sums.usual[leaf] = 0.5;
    sums.settled[leaf] = 60;
  }
  const incident: Incident = {
    founder: JSON.stringify([scope, start]), c, slice: scanner.slices.find(scope)!, scope, start, end: start + 6,
    raised: start + 2, closed: null, score: 20, ratio: 10, over: 0, announced: null, sums, pending: undefined,
    summary: undefined,
  };
  scanner.open.push(incident);
  return incident;
} // prettier-ignore

const BUILDING = (building_id: string) => ({ campus_id: 'c1', building_id });

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
