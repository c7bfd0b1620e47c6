import { dictionary } from '$lib/server/dictionary/index.ts';
import type { RequestHandler } from './$types';

/** The operator's own readings of codes, as `payweather dictionary export` writes them. */
export const GET: RequestHandler = () =>
  new Response(new Uint8Array(Buffer.from(dictionary().csv())), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="dictionary.csv"',
    },
  });
