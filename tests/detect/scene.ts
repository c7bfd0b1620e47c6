import { countKinds, sliceCosts } from '../../ingest/detect/cost.ts';
import { noSums, type Incident } from '../../ingest/detect/incident.ts';
import { makeScanner, type Scanner } from '../../ingest/detect/scanner.ts';
import { makeSlices, type Scope } from '../../ingest/detect/slices.ts';
import { makeWorld } from '../../ingest/detect/world.ts';
import { leavesOf } from './leaves.ts';

const BUILDINGS = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'];
const BANKS = ['ICBC', 'CCB', 'ABC', 'BOC'];
const NO_BINS = {
  bin: new Int32Array(),
  leaf: new Int32Array(),
  category: new Int8Array(),
  settled: new Int32Array(),
  date: new Int32Array(),
  halfHour: new Uint8Array(),
};

/** Six buildings of one campus, and four banks that are paid with in each. */
export const LEAVES = leavesOf(
  BUILDINGS.flatMap((building) => BANKS.map((bank) => ['c1', building, 'unionpay', bank, 'debit_card'] as const)) as never,
); // prettier-ignore

/** A scanner of that campus that has seen nothing. */
export function scannerOf(categories: string[]): Scanner {
  const slices = makeSlices(LEAVES);
  const scanner = makeScanner(makeWorld(LEAVES, categories, [], {}), slices, NO_BINS, { threshold: 9.5 });
  const sizes = countKinds(slices, new Set(LEAVES.key.keys()));
  scanner.costs = categories.map((category) => sliceCosts(slices, sizes, category));
  return scanner;
}

/** An open incident of a scope; `seen` says what each leaf had since it began, of 60 attempts, where 0.5 are usual. */
export function incidentOf(
  scanner: Scanner,
  scope: Scope,
  start: number,
  seen: (building: string, bank: string) => number,
  c = 1,
): Incident {
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
  }; // prettier-ignore
  scanner.open.push(incident);
  return incident;
}

/** The scope of a building. */
export const BUILDING = (building_id: string) => ({ campus_id: 'c1', building_id });
