import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { QuestionError } from '../errors.ts';

const DAY_MS = 86_400_000;
const HOST = hostname().replaceAll(/[^A-Za-z0-9.]/g, '');

/** The folder of uploads, beside the published database. */
export const uploadsOf = (published: string) => `${resolve(published).replace(/\.duckdb$/, '')}.uploads`;

/** A name that is safe on a disk, made of one that a browser tells. */
export function safeName(name: string): string {
  const safe = basename(name.replaceAll('\\', '/')).replaceAll(/[\p{Cc}*?[\]{}()!<>|"']/gu, '_');
  return safe.replace(/^[.-]+/, '').slice(-120) || 'upload';
}

/** The folder of one upload, named after this process. */
export const uploadFolder = (published: string, id: string) =>
  join(uploadsOf(published), `${HOST}-${process.pid}-${id}`);

/** Makes the folder of one upload. */
export function newUpload(published: string, id: string): string {
  const folder = uploadFolder(published, id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what servers that are gone have left. */
export function sweepUploads(published: string): void {
  const folder = uploadsOf(published);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const [host, pid] = name.split('-');
    const path = join(folder, name);
    const isOld = Date.now() - statSync(path).mtimeMs > DAY_MS;
    if (host === HOST ? !isAlive(Number(pid)) : isOld) rmSync(path, { recursive: true, force: true });
  }
}

const tooLarge = (most: number) =>
  new QuestionError(413, 'too_large', `the file is larger than ${Math.floor(most / (1 << 20))} MiB`);

/** What the disk says, if it is what went wrong. */
export function diskFault(error: unknown): QuestionError | undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/^(ENOSPC|EDQUOT|EFBIG)$/.test(code)) return new QuestionError(507, 'disk_full', 'the disk is full');
  if (!/^(EACCES|EROFS|EPERM)$/.test(code)) return undefined;
  return new QuestionError(503, 'read_only', 'the folder of the database cannot be written to');
}

/**
 * Writes a body to `path`, counting its bytes.
 * @throws QuestionError when it is too large, stands still or breaks off, or the disk is full
 */
export async function receive(
  { body, headers }: Request,
  path: string,
  { bytes: most, idleMs }: { bytes: number; idleMs: number },
): Promise<number> {
  const promised = Number(headers.get('content-length') ?? 0);
  if (promised > most) throw tooLarge(most);
  if (body === null)
    throw new QuestionError(
      400,
      'empty',
      'there is no file in the request: send it as the body, with a Content-Type',
    );
  const reader = body.getReader();
  const file = await open(path, 'wx', 0o600);
  let timer: NodeJS.Timeout | undefined;
  try {
    let size = 0;
    for (;;) {
      const still = new Promise<never>((_, fail) => {
        timer = setTimeout(
          () => fail(new QuestionError(408, 'stalled', 'the upload stood still: try again')),
          idleMs,
        );
      });
      const { done, value } = (await Promise.race([reader.read(), still])) as Awaited<
        ReturnType<typeof reader.read>
      >;
      clearTimeout(timer);
      if (done) break;
      size += value.length;
      if (size > most) throw tooLarge(most);
      await file.write(value);
    }
    if (promised > 0 && size < promised) throw new QuestionError(400, 'cut_off', 'the upload broke off');
    return size;
  } catch (error) {
    if (error instanceof QuestionError) throw error;
    throw diskFault(error) ?? new QuestionError(400, 'cut_off', 'the upload broke off');
  } finally {
    clearTimeout(timer);
    await file.close();
  }
}
