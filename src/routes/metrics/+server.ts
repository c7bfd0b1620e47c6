import { text } from '@sveltejs/kit';
import { metricsText } from '$lib/server/metrics';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async () =>
  text(await metricsText(), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
