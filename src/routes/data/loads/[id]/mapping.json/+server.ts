import { error } from '@sveltejs/kit';
import { loads } from '$lib/server/loads/index.ts';
import type { RequestHandler } from './$types';

/** The mapping as it stands, to load such files by from the command line. */
export const GET: RequestHandler = ({ params }) => {
  const load = loads().find(params.id);
  const mapping = load?.mapping ?? load?.looked?.[0]?.mapping ?? load?.looked?.[0]?.draft;
  if (!mapping) error(404);
  return new Response(`${JSON.stringify(mapping, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="mapping.json"',
    },
  });
};
