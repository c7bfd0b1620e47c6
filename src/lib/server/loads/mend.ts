import { TABLES, type Table, type TableName } from '../../../../ingest/tables.ts';

/** One rule of a mapping, as far as the page mends it; other keys are kept as they are. */
export type ShownRule = Record<string, unknown> & {
  from?: string | string[];
  value?: string;
  values?: Record<string, string>;
  format?: string;
};

/** A mapping as the page shows it. */
export type ShownMapping = Record<string, unknown> & { columns: Record<string, ShownRule> };

/** What stands for a rule that is more than one source column. */
export const AS_PROPOSED = '@as-proposed';

/** A table as a form lists it. */
export function tableOf(name: TableName): Table {
  return TABLES[name];
}

/** The tables that can be loaded. */
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** `text = word` lines as pairs. */
function pairsOf(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.lastIndexOf('=');
    return at === -1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
  });
  return Object.fromEntries(pairs.filter(([key, value]) => key !== '' && value !== ''));
}

function ruleOf(name: string, form: FormData, before: ShownRule | undefined): ShownRule | undefined {
  const text = (key: string) => String(form.get(`${key}.${name}`) ?? '').trim();
  const from = text('from');
  const { values: _, format: __, ...rest } = before ?? {};
  if (from === AS_PROPOSED) return before;
  if (from === '') return text('value') === '' ? undefined : { value: text('value') };
  const values = pairsOf(text('values'));
  return {
    ...(before?.from === from ? rest : { from }),
    ...(Object.keys(values).length > 0 && { values }),
    ...(text('format') !== '' && { format: text('format') }),
  };
}

/** The members of an archive that a form names, where these are not all of them. */
function membersOf(form: FormData, all: string[]): string[] | undefined {
  const chosen = all.filter((name) => form.getAll('members').includes(name));
  return chosen.length === all.length || chosen.length === 0 ? undefined : chosen;
}

/** The mapping that a form tells, from the one that it was filled with; `all` are the members of the archive. */
export function mended(
  table: TableName,
  form: FormData,
  before: ShownMapping,
  all: string[] = [],
): ShownMapping {
  const members = membersOf(form, all);
  const rules = tableOf(table).columns.map(({ name }) => [name, ruleOf(name, form, before.columns[name])]);
  const encoding = String(form.get('encoding') ?? '');
  const { encoding: _, members: __, ...head } = before;
  return {
    ...head,
    ...(encoding !== '' && { encoding }),
    ...(members !== undefined && { members }),
    columns: Object.fromEntries(rules.filter(([, rule]) => rule !== undefined)) as ShownMapping['columns'],
  };
}
