import { readFacts } from './facts.server.ts';
import type { LayoutServerLoad } from './$types';

/** What every page knows of the data. It does not depend on the address, so it is read once a visit. */
export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('app:theme');
  return { theme: locals.theme, zone: locals.zone, facts: await readFacts() };
};
