import { refuseMethod, respond } from '$lib/server/http/respond';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request }) => respond(params.name, request);

export const fallback: RequestHandler = ({ request }) => refuseMethod(request.method);
