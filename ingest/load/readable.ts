import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { firstLine } from '../database.ts';
import { EXIT, isTrouble, printable, Refusal } from '../errors.ts';

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

/** How a file that DuckDB cannot read is refused: in its words, on one line. Refusals and troubles of the machine stay. */
export function unreadable(name: string, path: string, error: unknown): unknown {
  if (error instanceof Refusal || isTrouble(error)) return error;
  const said = printable(firstLine(error).replaceAll(path, name)).trim();
  return new Refusal(`${name}: the file cannot be read: ${said}`, EXIT.unusable, error);
}
