import { redirect } from '@sveltejs/kit';
import { QuestionError } from '$lib/server/index.ts';
import { loadLimits, loads, takeFile } from '$lib/server/loads/index.ts';
import type { RequestHandler } from './$types';

/** Takes a file: streamed by a script, or as a form. */
export const POST: RequestHandler = async ({ request, url }) => {
  const isScript = request.headers.get('accept') === 'application/json';
  let address: string;
  try {
    address = await takeFile(request, url, loads(), loadLimits().formBytes);
  } catch (cause) {
    if (!(cause instanceof QuestionError)) throw cause;
    if (isScript) return Response.json(cause.body(), { status: cause.status });
    redirect(303, `/data?refused=${cause.code}`);
  }
  if (isScript) return Response.json({ address }, { status: 201 });
  redirect(303, address);
};
