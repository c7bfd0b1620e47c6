import { rows, type Database } from '../database.ts';
import { Refusal } from '../errors.ts';
import { readChecks } from './catalog.ts';

/** Runs every check and gives the names of those that returned offenders, each with its first one. */
export async function failedChecks(database: Database): Promise<{ name: string; offender: string }[]> {
  const failed: { name: string; offender: string }[] = [];
  for (const { name, sql } of readChecks()) {
    const [offender] = await rows(database, `SELECT * FROM (${sql}) LIMIT 1`);
    if (offender !== undefined) failed.push({ name, offender: JSON.stringify(offender) });
  }
  return failed;
}

/**
 * Lets nothing pass that does not add up.
 * @throws Refusal that names the first check that failed
 */
export async function requireChecks(database: Database): Promise<void> {
  const [first] = await failedChecks(database);
  if (first === undefined) return;
  throw new Refusal(
    `${first.name} found ${first.offender}: nothing was published, what people look at is unchanged; please report this`,
  );
}
