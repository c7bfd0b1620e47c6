import { shown as taken } from '$lib/contracts/index.ts';
import { ask } from '$lib/server/index.ts';
import { loadLimits, mayLoad, TABLE_NAMES } from '$lib/server/loads/index.ts';
import type { PageServerLoad } from './$types';

/** What was loaded, until when, what was not understood, and what may be loaded here. */
export const load: PageServerLoad = async ({ parent }) => {
  const { facts } = await parent();
  return {
    quality: facts ? await ask('quality', {}) : null,
    exports: facts ? [taken('quality', {})] : [],
    loading: mayLoad() ? { tables: TABLE_NAMES, most: Math.floor(loadLimits().bytes / (1 << 20)) } : null,
  };
};
