import { ask } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/** What was loaded, until when, and what was not understood. */
export const load: PageServerLoad = async ({ parent }) => {
  const { facts } = await parent();
  return { quality: facts ? await ask('quality', {}) : null };
};
