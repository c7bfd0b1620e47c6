import type { Patience } from '../../ingest/database.ts';
import { EXIT, Refusal } from '../../ingest/errors.ts';
import { say, type GlobalOptions } from './output.ts';

/** How long a command waits for another one that writes, unless told otherwise. */
export const WAIT_SECONDS = '60';

/**
 * What `--wait SECONDS` asks for; that it waits is said on standard error.
 * @throws Refusal (usage) when that is no number from 0
 */
export function patienceOf({ wait = WAIT_SECONDS }: GlobalOptions): Patience {
  const seconds = Number(wait);
  if (wait.trim() === '' || !(seconds >= 0 && seconds <= 86_400)) {
    throw new Refusal(`--wait ${wait}: give seconds from 0 to 86400`, EXIT.usage);
  }
  return {
    seconds,
    onWait: (path) => say(`${path} is being written to by another process: waiting up to ${seconds} s`),
  };
}
