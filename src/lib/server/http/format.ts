import { FORMATS } from '../../contracts/index.ts';
import type { Format } from '../../contracts/index.ts';
import { badKey } from '../errors.ts';

/** The media type of each format. */
export const MEDIA_TYPES: Record<Format, string> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
};

/** The format asked for: `?format=` before `Accept`, and JSON where neither names one that is known. */
export function chooseFormat(asked: readonly string[], accept: string | null): Format {
  if (asked.length > 1) throw badKey('repeated_key', 'format', 'may be given once');
  if (asked.length === 0) return fromAccept(accept ?? '');
  const format = FORMATS.find((known) => known === asked[0]);
  if (format) return format;
  throw badKey('invalid_value', 'format', `there are ${FORMATS.join(', ')}`);
}

function fromAccept(accept: string): Format {
  const wanted = accept
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { type } of wanted) {
    const format = FORMATS.find((known) => MEDIA_TYPES[known].startsWith(type) && type.includes('/'));
    if (format) return format;
    if (type === '*/*' || type === 'application/*') return 'json';
  }
  return 'json';
}
