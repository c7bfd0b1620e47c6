import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openMemory, rows, type Database } from '../../ingest/database.ts';
import { readModels } from '../../ingest/models/catalog.ts';
import { loadOverrides } from '../../ingest/models/overrides.ts';
import { loadReferences } from '../../ingest/models/reference.ts';
import { ROOT } from '../../ingest/paths.ts';
import { page, table } from './text.ts';

/** One code of a table that is not ours, with what it says and what this product makes of it. */
export interface Judged extends Record<string, string> {
  measure: 'code' | 'words';
  family: string;
  code: string;
  theirs: string;
  ours: string;
}

/** Why the two differ; `*` stands for anything. */
export interface Explanation {
  measure: string;
  family: string;
  theirs: string;
  ours: string;
  why: string;
}

const EXPLANATIONS = join(ROOT, 'fixtures', 'classification', 'explanations.csv');

const ASKED = `
  CREATE TABLE stg_attempts AS
  WITH
  channels AS (
    SELECT channel, family FROM ref_channel_families
    UNION
    SELECT DISTINCT family AS channel, family FROM ref_gateway_codes
    WHERE family NOT IN (SELECT family FROM ref_channel_families)
  )
  SELECT 'code' AS measure, family, code, category AS theirs, 'failed' AS reported_status,
    channel, code AS error_code, '' AS error_message
  FROM ref_gateway_codes JOIN channels USING (family)
  UNION ALL
  SELECT 'words', family, code, category, 'failed', 'words alone', '', meaning_zh || ' ' || meaning_en
  FROM ref_gateway_codes`;

const JUDGED = `
  SELECT DISTINCT measure, asked.family, code, theirs, code_category AS ours
  FROM stg_attempts AS asked JOIN int_failure_codes AS found USING (channel, error_code, error_message)
  ORDER BY ALL`;

async function prepared(): Promise<Database> {
  const database = await openMemory();
  await loadReferences(database);
  await loadOverrides(database, []);
  await database.connection.run(ASKED);
  const model = readModels().find(({ name }) => name === 'int_failure_codes');
  await database.connection.run(`CREATE TABLE int_failure_codes AS ${model?.sql}`);
  return database;
}

/** Classifies every code of the reference table by the pipeline's own SQL: by its code, and by its words alone. */
export async function judge(): Promise<Judged[]> {
  const database = await prepared();
  try {
    return await rows<Judged>(database, JUDGED);
  } finally {
    database.close();
  }
}

/** The explanations, the most particular first. */
export function readExplanations(): Explanation[] {
  const found = parse(readFileSync(EXPLANATIONS), { columns: true }) as unknown as Explanation[];
  const wild = ({ measure, family, theirs, ours }: Explanation) =>
    [measure, family, theirs, ours].filter((it) => it === '*').length;
  return found.sort((one, other) => wild(one) - wild(other));
}

/** Why a judgement differs; undefined where nobody has said. */
export function explain(judged: Judged, explanations: Explanation[]): Explanation | undefined {
  const fits = (key: 'measure' | 'family' | 'theirs' | 'ours', it: Explanation) =>
    it[key] === '*' || it[key] === judged[key];
  return explanations.find((it) =>
    (['measure', 'family', 'theirs', 'ours'] as const).every((key) => fits(key, it)),
  );
}

const differs = ({ theirs, ours }: Judged) => theirs !== ours;
const percent = (part: number, whole: number) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;

function shares(judged: Judged[]): string {
  const families = [...new Set(judged.map(({ family }) => family))].sort();
  const line = (name: string, mine: Judged[]) => {
    const told = mine.filter(({ ours }) => ours !== 'unknown');
    const agreed = mine.filter((it) => !differs(it)).length;
    const toldRight = told.filter((it) => !differs(it)).length;
    return [
      name,
      `${mine.length}`,
      `${agreed}`,
      percent(agreed, mine.length),
      `${toldRight} of ${told.length}`,
    ];
  };
  return table(
    ['table', 'codes', 'agreed', 'share', 'agreed where we name a category'],
    [
      line('**all**', judged),
      ...families.map((it) =>
        line(
          `\`${it}\``,
          judged.filter(({ family }) => family === it),
        ),
      ),
    ],
  );
}

function disagreements(judged: Judged[], explanations: Explanation[]): string {
  const groups = new Map<string, Judged[]>();
  for (const it of judged.filter(differs)) {
    const key = `${it.family} ${it.theirs} ${it.ours}`;
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return table(
    ['table', 'theirs', 'ours', 'codes', 'why'],
    [...groups.values()].map((group) => {
      const [first] = group as [Judged];
      const codes = group.map(({ code }) => `\`${code}\``).join(', ');
      return [
        `\`${first.family}\``,
        first.theirs,
        first.ours,
        codes,
        explain(first, explanations)?.why ?? '',
      ];
    }),
  );
}

/** docs/classification.md: our classification beside tables that are not ours. */
export async function classificationPage(): Promise<string> {
  const [judged, explanations] = [await judge(), readExplanations()];
  const by = (measure: Judged['measure']) => judged.filter((it) => it.measure === measure);
  return page(
    '# Classification, measured',
    'How far this product agrees with the published tables of codes (ISO 8583, ISO 20022, WeChat Pay, Alipay, UnionPay, Stripe, Adyen and others; each row of `sql/reference/gateway_codes.csv` names its source). Every code is put through the SQL that the pipeline runs (`sql/intermediate/int_failure_codes.sql`); `npm run docs` writes this page, and a test fails when it is stale or a disagreement has no explanation (`fixtures/classification/explanations.csv`).',
    '## By code',
    'The code is looked up in the channels that use its table, in the order in which the channel reads its tables, and nothing else is known of the failure. The dictionary was made from these tables, so this measures what the order of look-up changes, not a second opinion.',
    shares(by('code')),
    '### Disagreements by code',
    by('code').some(differs) ? disagreements(by('code'), explanations) : 'None.',
    '## By words alone',
    'The same failures as they look where the code is missing: only the published words, without code and channel, read by `sql/reference/message_patterns.csv`. The patterns were not made from these words, so this is the independent measure. What they do not know stays `unknown` and is shown as such; the last column counts only what they name.',
    shares(by('words')),
    '### Disagreements by words',
    disagreements(by('words'), explanations),
  );
}
