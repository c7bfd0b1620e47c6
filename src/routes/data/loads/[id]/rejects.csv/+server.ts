import { error } from '@sveltejs/kit';
import { published } from '$lib/server/index.ts';
import { loadLimits, loads, run } from '$lib/server/loads/index.ts';
import type { RequestHandler } from './$types';

/** The rows of a load that were rejected, as `payweather rejects` lists them. */
export const GET: RequestHandler = async ({ params }) => {
  const load = loads().find(params.id);
  if (load?.state !== 'done') error(404);
  const words = ['rejects', '--file', load.path, '--db', published().path, '--wait', '5'];
  const limits = loadLimits();
  const { code, stdout, said } = await run(words, { ...limits, limitMs: limits.lookMs }).ended;
  if (code !== 0) error(503, { message: said });
  return new Response(stdout, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rejects.csv"',
    },
  });
};
