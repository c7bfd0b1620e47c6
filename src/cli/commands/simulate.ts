import type { Command } from 'commander';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import { simulate } from '../../simulate/index.ts';
import { count, printJson, tell, type GlobalOptions } from '../output.ts';

interface Options extends GlobalOptions {
  out: string;
  seed?: number;
  from?: string;
  days?: number;
  attemptsPerDay?: number;
  campuses?: number;
}

function wholeNumber(option: string, least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new Refusal(`${option} ${text}: give a whole number from ${least}`, EXIT.usage);
  };
}

function localDate(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new Refusal(`--from ${text}: give a date such as 2026-03-01`, EXIT.usage);
}

/** `payweather simulate`: writes a simulated log with known incidents. */
export function add(program: Command): void {
  program
    .command('simulate')
    .description('write a simulated log with known incidents')
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--seed <n>', 'the same seed gives the same files', wholeNumber('--seed', 0))
    .option('--from <date>', 'first local date', localDate)
    .option('--days <n>', 'how many days', wholeNumber('--days', 1))
    .option('--attempts-per-day <n>', 'of all campuses together', wholeNumber('--attempts-per-day', 1))
    .option('--campuses <n>', 'how many campuses', wholeNumber('--campuses', 1))
    .action(async (_: unknown, command: Command) => {
      const { out, seed, from, days, attemptsPerDay, campuses, json } = command.optsWithGlobals<Options>();
      const { files, attempts } = await simulate({ out, seed, from, days, attemptsPerDay, campuses });
      if (json) await printJson(files);
      else tell(`${count(attempts)} simulated attempts: ${files.join(', ')}`);
    });
}
