import { page } from '$app/state';
import { m } from '../paraglide/messages.js';

/** Text as it is copied: its lines, that it is of a simulated campus where it is, and where it was. */
export const copied = (lines: readonly string[]): string =>
  [...lines, ...(page.data.facts?.sample ? [m.sample_banner()] : []), location.href].join('\n');
