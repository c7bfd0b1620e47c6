import { json } from '@sveltejs/kit';
import { refuseMethod } from '$lib/server/http/respond';
import { openApi } from '$lib/server/openapi';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => json(openApi());

export const fallback: RequestHandler = ({ request }) => refuseMethod(request.method);
