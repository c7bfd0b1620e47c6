/** Shorter lists are left as they are. */
const FEW = 8;

type Row = Record<string, unknown>;

/** A list of like objects as one list for each of their keys. */
interface Table {
  $table: Record<string, unknown>;
}

/** A list of texts that repeat as each of them once, and which of them is where. */
interface Words {
  $words: string[];
  $at: number[];
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapRow = (row: Row, change: (value: unknown) => unknown): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, change(value)]));

/**
 * The same JSON in fewer characters: of a heatmap's 10,000 cells each name is written once, and each building. `unpack`
 * gives what `JSON.parse` would have given of the value as it was.
 */
export function pack(value: unknown): unknown {
  if (Array.isArray(value)) return packList(value);
  return isRow(value) ? mapRow(value, pack) : value;
}

function packList(list: readonly unknown[]): unknown {
  if (list.length < FEW) return list.map(pack);
  return asTable(list) ?? asWords(list) ?? list.map(pack);
}

function asTable(list: readonly unknown[]): Table | null {
  const keys = isRow(list[0]) ? Object.keys(list[0]) : [];
  if (keys.length === 0 || !list.every((one) => isRow(one) && hasJust(one, keys))) return null;
  const rows = list as readonly Row[];
  return { $table: Object.fromEntries(keys.map((key) => [key, packList(rows.map((row) => row[key]))])) };
}

/** JSON leaves out what is undefined, and a list cannot. */
const hasJust = (row: Row, keys: readonly string[]) =>
  Object.keys(row).length === keys.length && keys.every((key) => row[key] !== undefined);

function asWords(list: readonly unknown[]): Words | null {
  const places = new Map<string, number>();
  const $at: number[] = [];
  for (const one of list) {
    if (typeof one !== 'string') return null;
    const at = places.get(one) ?? places.size;
    places.set(one, at);
    $at.push(at);
  }
  return places.size * 2 <= list.length ? { $words: [...places.keys()], $at } : null;
}

/** Takes apart again what was packed. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (!isRow(value)) return value;
  if ('$words' in value) {
    const { $words, $at } = value as unknown as Words;
    return $at.map((at) => $words[at]);
  }
  return '$table' in value ? rowsOf(value as unknown as Table) : mapRow(value, unpack);
}

function rowsOf({ $table }: Table): Row[] {
  const columns = Object.entries($table).map(([key, values]) => [key, unpack(values) as unknown[]] as const);
  return columns[0]![1].map((_, at) => {
    const row: Row = {};
    for (const [key, values] of columns) row[key] = values[at];
    return row;
  });
}
