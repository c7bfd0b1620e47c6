import { json } from '@sveltejs/kit';
import { readiness } from '$lib/server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async () => {
  const state = await readiness();
  const headers = { 'cache-control': 'no-store' };
  if (state.ready) return json({ ready: true, data_version: state.publication.data_version }, { headers });
  const error = { code: 'no_database', message: state.reason, field: null };
  return json({ error }, { status: 503, headers });
};
