import { Option, type Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
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

function report(it: Inspection): void {
  const facts = [it.format, it.encoding, it.delimiter && `delimiter ${JSON.stringify(it.delimiter)}`];
  tell(
    `${it.file}: ${facts.filter(Boolean).join(', ')}${it.encoding_reason ? ` (${it.encoding_reason})` : ''}`,
  );
  tell(it.header_line === null ? '  no header line' : `  header on line ${it.header_line}`);
  for (const { name, samples, maps_to: target } of it.columns) {
    tell(`  ${name}${target ? ` → ${target}` : ''}: ${samples.join(' · ')}`);
  }
  for (const { about, reason } of it.reasons) tell(`  ${about}: ${reason}`);
  if (it.mapping_name !== null) tell(`  load it with --mapping ${it.mapping_name}`);
  else if (it.mapping !== null) tell(JSON.stringify(it.mapping, null, 2));
  else tell(`  no mapping: no column was recognised as ${it.missing.join(' or ')}`);
}

/** `payweather inspect FILE`: says what a file is and proposes how to read it. */
export function addInspect(program: Command): void {
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
