import { CATEGORIES } from '$lib/contracts/index.ts';
import { QuestionError, together } from '$lib/server/index.ts';
import { factsFrom } from '$lib/words/facts.ts';

const RANKED = ['channel', 'bank', 'method', 'network_type', 'platform'] as const;

/** What every page knows of the data; null where there is none yet. */
export async function readFacts() {
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
