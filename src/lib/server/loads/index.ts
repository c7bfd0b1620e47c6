import { resolve } from 'node:path';
import { QuestionError } from '../errors.ts';
import { isFromOwnPage } from '../http/own.ts';
import { published } from '../published.ts';
import { LoadDesk } from './desk.ts';
import { loadLimits } from './limits.ts';
import { TABLE_NAMES } from './mend.ts';

export { run } from './child.ts';
export { LoadDesk } from './desk.ts';
export { loadLimits } from './limits.ts';
export { AS_PROPOSED, mended, TABLE_NAMES, tableOf } from './mend.ts';
export type { Load, Looked, LoadedFile } from './types.ts';

let desk: LoadDesk | undefined;

/** The loads through the page of this server. */
export function loads(): LoadDesk {
  desk ??= new LoadDesk(resolve(published().path), loadLimits());
  return desk;
}

/** Whether files may be loaded through the page. */
export const mayLoad = () => process.env['PAYWEATHER_LOADING'] !== 'off';

/** The address that takes files, and refuses in its own way those that it does not take. */
export const UPLOADS = '/data/loads';
const MOST_BYTES = 512 << 10;

/** Refuses a body that is too large, or does not say how large it is, wherever no file is taken. */
export function bodyTooLarge({ body, headers }: Request, path: string): Response | undefined {
  if (body === null || path === UPLOADS) return undefined;
  const length = headers.get('content-length');
  if (length !== null && Number(length) <= MOST_BYTES) return undefined;
  return new Response('the request is larger than 512 KiB', { status: 413 });
}

/**
 * Takes the file of a request: its body, or the file of a form where there are no scripts. Gives the address of the load.
 * @throws QuestionError that says in one line why not
 */
export async function takeFile(request: Request, url: URL, at: LoadDesk, formBytes: number): Promise<string> {
  if (!mayLoad()) throw new QuestionError(403, 'off', 'loading through the page is turned off');
  if (!isFromOwnPage(request.headers.get('origin'), url)) {
    throw new QuestionError(403, 'cross_origin', 'files are taken from the pages of this site only');
  }
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') === true;
  if (!isForm)
    return addressOf(await at.take(request, nameOf(url), tableNamed(url.searchParams.get('table'))));
  const length = Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (length > formBytes) {
    throw new QuestionError(
      413,
      'too_large',
      'without scripts a file may have 64 MiB: use payweather ingest',
    );
  }
  const form = await request.formData();
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) throw new QuestionError(400, 'empty', 'no file was chosen');
  const sent = new Request(url, { method: 'POST', body: file.stream(), duplex: 'half' } as RequestInit);
  return addressOf(await at.take(sent, file.name, tableNamed(form.get('table'))));
}

const nameOf = (url: URL) => url.searchParams.get('name') ?? 'upload';
const addressOf = ({ id }: { id: string }) => `${UPLOADS}/${id}`;

function tableNamed(name: unknown) {
  const found = TABLE_NAMES.find((one) => one === name);
  if (found) return found;
  throw new QuestionError(400, 'invalid_value', `there are ${TABLE_NAMES.join(', ')}`, 'table');
}
