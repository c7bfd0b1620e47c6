import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { EXIT, Refusal } from '../errors.ts';

/**
 * Lets no file pass that this user may not read, or that is gone meanwhile.
 * @throws Refusal (unusable)
 */
export async function requireReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (cause) {
    const isGone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isGone ? 'the file is gone' : 'this user may not read it: change its rights';
    throw new Refusal(`${file}: ${why}, then try again`, EXIT.unusable, cause);
  }
}
