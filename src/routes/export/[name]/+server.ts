import { respondExport } from '$lib/server/exports/index';
import { refuseMethod } from '$lib/server/http/respond';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request }) => respondExport(params.name, request);

export const fallback: RequestHandler = ({ request }) => refuseMethod(request.method);
