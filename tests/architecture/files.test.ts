import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from './sources.ts';

/** The longest that a file may be without a reason given here. */
const MOST_LINES = 200;

const LONGER: Record<string, string> = {
  'sql/queries/explain_expected.sql': 'what is expected told from its inputs to its parts in one statement',
  'sql/queries/cells_expected_fine.sql': 'the expectation told from its inputs to its value in one SELECT',
  'sql/reference/gateway_codes.csv': 'data: one line a code',
  'src/app.css': 'the design tokens, in one place',
  'src/lib/charts/lanes.ts': 'the lanes of a timeline under its trend: one option of one chart',
  'src/lib/components/heatmap/HeatmapPage.svelte': 'one page: what its parts are given, and their grid',
  'src/lib/components/overview/BoardTable.svelte': 'one table: the larger half is how it looks',
  'src/lib/contracts/answers.ts': 'the answers of all questions, in one place',
  'src/lib/server/loads/desk.ts':
    'one load at a time, from its upload to its end: states that belong together',
  'tests/alerts/files.test.ts': 'what the files of alerts hold, case by case',
  'tests/alerts/restart.test.ts': 'each moment at which a service may stop, with its receiver',
  'tests/charts/heatmap-helpers.test.ts': 'scales, marks and totals of one picture, in one table of cases',
  'tests/e2e/everyday.test.ts': 'the everyday of a reader, page by page',
  'tests/e2e/heatmap.test.ts': 'the ways of one picture, one after another',
  'tests/server/incident-figures.test.ts': 'every number on the pages of incidents, with its own query',
  'tests/ingest/bills.test.ts': 'what a bill says of a log, case by case, with the log and the bill in it',
  'tests/ingest/formats.test.ts': 'every encoding, wrapping and spreadsheet, in one table of cases',
  'tests/ingest/importers.test.ts': 'every mapping that comes with the program, with all that it must give',
  'tests/ingest/reading.test.ts': 'every way in which a file can be written or broken, in one table of cases',
  'tests/ingest/redaction.test.ts': 'every way in which a row can be broken around the payer, case by case',
  'tests/sql/models.test.ts': 'what the models promise, and each damage that a check must catch',
  'tests/server/incidents.test.ts': 'every number of an incident, reproduced in SQL of its own, in one place',
};

const CODE = /\.(ts|js|svelte|css|sql|yml|csv)$/;
const files = ['bin', 'ingest', 'sql', 'src', 'stats', 'tests', 'tools']
  .flatMap(filesBelow)
  .filter((path) => CODE.test(path));
const linesOf = (path: string) => textOf(path).split('\n').length - 1;

describe('files', () => {
  it(`have at most ${MOST_LINES} lines, or a reason`, () => {
    const long = files.filter((path) => linesOf(path) > MOST_LINES && LONGER[path] === undefined);
    expect(long.map((path) => `${path}: ${linesOf(path)} lines`)).toEqual([]);
  });

  it('have no reason that is not needed', () => {
    const idle = Object.keys(LONGER).filter((path) => !files.includes(path) || linesOf(path) <= MOST_LINES);
    expect(idle).toEqual([]);
  });

  it('of sql/ are SQL, sidecars and reference data', () => {
    expect(
      filesBelow('sql').filter((path) => !/^sql\/\w+\/\w+\.(sql|yml)$|^sql\/reference\/\w+\.csv$/.test(path)),
    ).toEqual([]);
  });

  it('hold no promise for later', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X{3}'].map((it) => `\\b${it}\\b`).join('|'));
    expect(files.filter((path) => !path.endsWith('.csv') && marks.test(textOf(path)))).toEqual([]);
  });
});
