/** The dimensions of each mart's slices, beside place in time and category, which every mart has. */
const COVERAGE: Record<string, readonly string[]> = {
  mart_hourly_place: ['campus_id', 'building_id'],
  mart_hourly_rail: ['campus_id', 'channel', 'bank', 'method'],
  mart_hourly_device: ['campus_id', 'network_type', 'platform'],
  mart_hourly: ['campus_id', 'building_id', 'channel', 'bank', 'method', 'network_type', 'platform'],
};

/** The marts that `mart_expected` has sums for. */
const EXPECTED_BESIDE = new Set(['mart_hourly_place', 'mart_hourly_rail']);

const SLICE_DIMENSIONS = new Set(Object.values(COVERAGE).flat());

/** The marts whose slices tell apart everything that is needed. */
export function coveringMarts(needed: Iterable<string>): string[] {
  const dimensions = [...needed].filter((name) => SLICE_DIMENSIONS.has(name));
  return Object.keys(COVERAGE).filter((mart) => dimensions.every((name) => COVERAGE[mart]?.includes(name)));
}

/** The covering mart with the fewest rows. */
export function smallestMart(needed: Iterable<string>, sizes: ReadonlyMap<string, number>): string {
  return smallestOf(coveringMarts(needed), sizes)!;
}

/** The same among the marts that what is expected is stored beside; null where none of them covers. */
export function smallestExpectedMart(
  needed: Iterable<string>,
  sizes: ReadonlyMap<string, number>,
): string | null {
  return smallestOf(
    coveringMarts(needed).filter((mart) => EXPECTED_BESIDE.has(mart)),
    sizes,
  );
}

function smallestOf(marts: string[], sizes: ReadonlyMap<string, number>): string | null {
  const rows = (mart: string) => sizes.get(mart) ?? Infinity;
  return marts.toSorted((one, other) => rows(one) - rows(other))[0] ?? null;
}
