import { getLocale } from '$lib/paraglide/runtime.js';
import { glossary } from '$lib/words/glossary.ts';
import type { PageServerLoad } from './$types';

/** The words of the product; they need no data. */
export const load: PageServerLoad = () => ({ sections: glossary(getLocale()) });
