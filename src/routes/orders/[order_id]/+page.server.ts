import { error } from '@sveltejs/kit';
import { ask, QuestionError } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

const MOST = 1000;

/** Every attempt of one order. An order number is unique within its campus only. */
export const load: PageServerLoad = async ({ params, url }) => {
  const campus = url.searchParams.getAll('campus_id').filter(Boolean);
  const campus_id = campus.length > 0 ? campus : undefined;
  try {
    const { attempts } = await ask('attempts', { order_id: params.order_id, campus_id, limit: MOST });
    if (attempts.length === 0) error(404, { message: 'no such order' });
    return { order_id: params.order_id, attempts };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
