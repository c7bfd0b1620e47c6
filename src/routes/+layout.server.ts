import { CATEGORIES } from '$lib/contracts/index.ts';
import { QuestionError, together } from '$lib/server/index.ts';
import { factsFrom } from '$lib/words/facts.ts';
import type { LayoutServerLoad } from './$types';

const RANKED = ['channel', 'bank', 'method', 'network_type', 'platform'] as const;

/** What every page knows of the data. It does not depend on the address, so it is read once a visit. */
export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('app:theme');
  return { theme: locals.theme, facts: await readFacts() };
};

async function readFacts() {
  try {
    const [quality, ...rankings] = await together((ask) =>
      Promise.all([
        ask('quality', {}),
        ...RANKED.map((by) => ask('ranking', { by, metric: 'attempts', limit: 100 })),
      ]),
    );
    const ranked = Object.fromEntries(RANKED.map((by, index) => [by, rankings[index]]));
    return factsFrom(quality, ranked, CATEGORIES, Date.now());
  } catch (error) {
    if (error instanceof QuestionError && error.status === 503) return null;
    throw error;
  }
}
