import { Option, type Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import type { Because } from '../../../ingest/inspect/because.ts';
import { inspect, type Inspection } from '../../../ingest/inspect/index.ts';
import { TABLES, type TableName } from '../../../ingest/tables.ts';
import { printJson, tell, type GlobalOptions } from '../output.ts';

interface Options extends GlobalOptions {
  table: TableName;
  mapping?: string;
  timezone?: string;
  rows?: string;
  out?: string;
}

/** What speaks for a part of a mapping, in words. */
function words(it: Because): string {
  switch (it.code) {
    case 'shipped':
      return `its columns are those that ${it.name} reads`;
    case 'called':
      return `the column is called ${it.name}`;
    case 'times_like':
      return `its values are written like ${it.format}`;
    case 'states_open':
      return `its values are states; not known: ${it.values.join(', ')} (add them to "values", or their rows are rejected)`;
    case 'odd':
      return `${it.count} of its values are not: their rows are rejected`;
    case 'footer':
      return `lines that begin with ${JSON.stringify(it.start)} are no data (${it.count} seen): they are skipped and counted`;
    case 'stand_in':
      return `no column tells it: put your own in the place of ${it.value}`;
    default:
      return PLAIN[it.code];
  }
}

const PLAIN = {
  times: 'its values are times',
  states: 'its values are states',
  numbers: 'its values are numbers',
  smallest_unit: 'its values are whole numbers of the smallest unit',
  no_unique: 'no column is unique: made of what tells attempts apart',
};

function report(it: Inspection): void {
  const facts = [it.format, it.encoding, it.delimiter && `delimiter ${JSON.stringify(it.delimiter)}`];
  tell(
    `${it.file}: ${facts.filter(Boolean).join(', ')}${it.encoding_reason ? ` (${it.encoding_reason})` : ''}`,
  );
  if (it.sheets !== null && it.sheets.length > 1) {
    tell(`  sheets: ${it.sheets.join(', ')}: the first is read unless "sheet" in a mapping names another`);
  }
  tell(it.header_line === null ? '  no header line' : `  header on line ${it.header_line}`);
  for (const { name, samples, maps_to: target } of it.columns) {
    tell(`  ${name}${target ? ` → ${target}` : ''}: ${samples.join(' · ')}`);
  }
  for (const { about, because } of it.reasons) tell(`  ${about}: ${because.map(words).join('; ')}`);
  if (it.told_from !== null) {
    tell(`  told from the first ${it.told_from} rows: later ones may hold other states and values`);
  }
  if (it.mapping_name !== null) tell(`  load it with --mapping ${it.mapping_name}`);
  else if (it.mapping !== null) tell(JSON.stringify(it.mapping, null, 2));
  else tell(`  no mapping: no column was recognised as ${it.missing.join(' or ')}`);
}

/** `payweather inspect FILE`: says what a file is and proposes how to read it. */
export function add(program: Command): void {
  program
    .command('inspect')
    .description('say what a file is, and propose a mapping to read it by')
    .argument('<file>', 'a log or a bill; - is standard input')
    .option('--out <file>', 'write the proposed mapping there')
    .addOption(new Option('--table <name>', 'what it holds').choices(Object.keys(TABLES)).default('attempts'))
    .option('--mapping <file>', 'read the first rows by this one')
    .option('--timezone <zone>', 'zone of times without an offset (default Asia/Shanghai)')
    .option('--rows <number>', 'also show so many first rows as they would be read (with --json)')
    .action(async (path: string, _: unknown, command: Command) => {
      const { out, json, rows, table, mapping, timezone } = command.optsWithGlobals<Options>();
      const found = await inspect(path, {
        table,
        mapping,
        timezone,
        ...(rows !== undefined && { rows: Math.min(Math.max(1, Number.parseInt(rows) || 1), 100) }),
      });
      if (json) await printJson(found);
      else found.forEach(report);
      if (out === undefined) return;
      const [first] = found.filter(({ mapping }) => mapping !== null);
      if (first === undefined) {
        throw new Refusal(
          `${path}: no mapping can be proposed: a required column was not found`,
          EXIT.unusable,
        );
      }
      writeFileSync(out, `${JSON.stringify(first.mapping, null, 2)}\n`);
    });
}
