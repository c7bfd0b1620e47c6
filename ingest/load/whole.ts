import { constants, createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EXIT, Refusal } from '../errors.ts';
import { isGzip } from '../sources/bytes.ts';

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

/**
 * Unpacks a gzip file to its end and lets go of what comes out: DuckDB takes one that was cut off for a shorter one, and
 * never ends reading some that are damaged.
 * @throws Refusal (unusable) when it is cut off or damaged
 */
export async function requireWhole(file: string): Promise<void> {
  if (!(await isGzip(file))) return;
  const nowhere = new Writable({ write: (_, __, taken) => taken() });
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 1 << 20 }),
      createGunzip({ chunkSize: 1 << 18 }),
      nowhere,
    );
  } catch (cause) {
    throw new Refusal(
      `${file}: the gzip file is cut off or damaged (${(cause as Error).message}): copy or export it again`,
      EXIT.unusable,
      cause,
    );
  }
}
