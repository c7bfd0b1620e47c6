import { error, redirect } from '@sveltejs/kit';
import { published } from '$lib/server/index.ts';
import { readViews, viewsFile } from '$lib/server/views.ts';
import type { RequestHandler } from './$types';

/** The link by which a saved view is shared. */
export const GET: RequestHandler = ({ params }) => {
  const view = readViews(viewsFile(published().path)).find(({ name }) => name === params.name);
  if (!view) error(404, { message: `there is no saved view ${params.name}` });
  redirect(303, view.address);
};
