import type { Command } from 'commander';
import { existsSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { changeDictionary, type Applied } from '../../../ingest/dictionary/apply.ts';
import {
  keyOf,
  overridesCsv,
  readOverrides,
  requireCategories,
  requireOneReading,
  type Override,
} from '../../../ingest/dictionary/overrides.ts';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import { locate } from '../../../ingest/paths.ts';
import type { DictionaryCoverage, LikeBecause } from '../../lib/contracts/index.ts';
import { closePublished, dictionaryCoverage } from '../../lib/server/index.ts';
import { count, print, printJson, tell, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

interface Named extends GlobalOptions {
  channel: string;
  code: string;
  message: string;
}

interface Given extends Named {
  category: string;
  note: string;
  by: string;
}

const keyFrom = ({ channel, code, message }: Named) => ({
  channel: channel.trim().toLowerCase(),
  error_code: code.trim(),
  error_message: message.trim(),
});

/** The overrides with some put in the place of those for the same failures. */
function merged(overrides: Override[], given: Override[]): Override[] {
  return [...new Map([...overrides, ...given].map((it) => [keyOf(it), it])).values()];
}

async function tellApplied(applied: Applied, json?: boolean): Promise<void> {
  if (json) return printJson(applied);
  tell(
    `${count(applied.overrides)} overrides; ` +
      (applied.version === null ? 'the first load will apply them' : `published version ${applied.version}`),
  );
}

async function set(options: Given): Promise<void> {
  const by = options.by || userInfo().username;
  const { category, note } = options;
  const given = {
    ...keyFrom(options),
    category: category.toLowerCase(),
    note,
    by,
    at: new Date().toISOString(),
  };
  requireCategories([given], '--category', EXIT.usage);
  const change = (overrides: Override[]) => merged(overrides, [given]);
  await tellApplied(await changeDictionary(locate(options.db), change, patienceOf(options)), options.json);
}

async function unset(options: Named): Promise<void> {
  const key = keyOf(keyFrom(options));
  const change = (overrides: Override[]) => {
    const left = overrides.filter((it) => keyOf(it) !== key);
    if (left.length < overrides.length) return left;
    throw new Refusal(
      'dictionary unset: there is no such override: payweather dictionary list shows all',
      EXIT.usage,
    );
  };
  await tellApplied(await changeDictionary(locate(options.db), change, patienceOf(options)), options.json);
}

async function list(options: GlobalOptions): Promise<void> {
  const overrides = readOverrides(locate(options.db).overrides);
  if (options.json) return printJson(overrides);
  for (const { channel, error_code: code, error_message: words, category, note, by, at } of overrides) {
    const remarks = [words && `where the words contain "${words}"`, note, by, at].filter(Boolean).join(', ');
    tell(`${channel} ${code || '(no code)'}: ${category}${remarks && ` (${remarks})`}`);
  }
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

const BECAUSE: Record<LikeBecause, string> = {
  same_code: 'the same code of another channel',
  same_but_spelling: 'the same code but for its spelling',
  near_code: 'nearly the same code',
  near_words: 'nearly the same words',
};

function tellCoverage({ failures, rules, unmapped }: DictionaryCoverage): void {
  tell(`${count(failures)} failures`);
  for (const { rule, failures, share } of rules)
    tell(`${percent(share).padStart(7)}  ${rule}: ${count(failures)}`);
  for (const { channel, error_code: code, failures, share, messages, looks_like: like } of unmapped) {
    tell(`unmapped: ${channel} ${code ?? '(no code)'}: ${count(failures)} (${percent(share)})`);
    for (const message of messages) tell(`    says: ${message}`);
    for (const it of like)
      tell(`    like: ${it.family} ${it.code}: ${it.category}, ${it.meaning_en} (${BECAUSE[it.because]})`);
  }
}

async function show(options: GlobalOptions): Promise<void> {
  const { published } = locate(options.db);
  if (!existsSync(published)) throw new Refusal(`${published} does not exist: run payweather ingest FILE`);
  process.env['PAYWEATHER_DB'] = published;
  try {
    const found = await dictionaryCoverage();
    if (options.json) return await printJson(found);
    tellCoverage(found);
  } finally {
    closePublished();
  }
}

async function exportTo(options: GlobalOptions & { out?: string }): Promise<void> {
  const text = overridesCsv(readOverrides(locate(options.db).overrides));
  if (options.out === undefined) return print(text);
  writeFileSync(options.out, text);
  if (options.json) return printJson({ out: options.out });
  tell(`written to ${options.out}`);
}

async function importFrom(file: string, options: GlobalOptions & { replace?: boolean }): Promise<void> {
  if (!existsSync(file)) throw new Refusal(`${file}: no such file: name a CSV of overrides`, EXIT.unusable);
  const given = readOverrides(file);
  requireOneReading(given, file);
  const change = (overrides: Override[]) => merged(options.replace === true ? [] : overrides, given);
  await tellApplied(await changeDictionary(locate(options.db), change, patienceOf(options)), options.json);
}

/** `payweather dictionary …`: an operator's own readings of codes, and how much the dictionary knows. */
export function add(program: Command): void {
  const dictionary = program
    .command('dictionary')
    .description('read codes in your own way; see what is not known');
  const named = (name: string, description: string) =>
    dictionary
      .command(name)
      .description(description)
      .requiredOption('--channel <channel>', 'a channel, or * for any')
      .requiredOption('--code <code>', "the channel's code as it came; empty for failures without one")
      .option('--message <words>', 'only failures whose words contain this', '');
  named('set', 'say what a code means, for past and future')
    .requiredOption('--category <category>', 'one of the contract, or user_cancelled')
    .option('--note <text>', 'why', '')
    .option('--by <name>', 'who says so (default: the user of this machine)', '')
    .action((_: unknown, command: Command) => set(command.optsWithGlobals<Given>()));
  named('unset', 'leave a code to the dictionary again').action((_: unknown, command: Command) =>
    unset(command.optsWithGlobals<Named>()),
  );
  dictionary
    .command('list')
    .description('list your own readings')
    .action((_: unknown, command: Command) => list(command.optsWithGlobals<GlobalOptions>()));
  dictionary
    .command('coverage')
    .description('tell the share of failures by rule, and the unmapped codes by volume')
    .action((_: unknown, command: Command) => show(command.optsWithGlobals<GlobalOptions>()));
  dictionary
    .command('export')
    .description('write your own readings as CSV')
    .option('--out <file>', 'write to a file')
    .action((_: unknown, command: Command) =>
      exportTo(command.optsWithGlobals<GlobalOptions & { out?: string }>()),
    );
  dictionary
    .command('import')
    .description('take readings from a CSV; those for the same failures are replaced')
    .argument(
      '<file>',
      'with the columns channel, error_code, category, and as they please error_message, note, by, at',
    )
    .option('--replace', 'let go of all that the file does not hold')
    .action((file: string, _: unknown, command: Command) =>
      importFrom(file, command.optsWithGlobals<GlobalOptions & { replace?: boolean }>()),
    );
}
