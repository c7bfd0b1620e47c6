import { ears } from './ears.ts';
import { farrington } from './farrington.ts';
import { industry } from './industry.ts';
import { ordinary } from './ordinary.ts';
import type { Rival } from './rival.ts';

/** What the product is compared with; the first is the baseline of the ratios. */
export const RIVALS: readonly Rival[] = [ordinary, industry, ears, farrington];
