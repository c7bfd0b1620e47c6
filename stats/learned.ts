/** Relative variance that a week has beside others, in days: a pattern that was seen for so few weeks is known the less. */
const WEEKS = 0.5;
/** Failures that what a cell borrows from the rest is worth. */
const BORROWED = 10;
/** Part of the learned days that were like a day at hand. */
const ALIKE = 0.7;

/**
 * Relative variance of what is usual, since it was learned from so many days only: `usual` failures in `bins` five minutes are
 * known from as many as there were in the like times of those days.
 */
export const learnedVariance = (usual: number, bins: number, days: number): number =>
  WEEKS / days + 1 / (BORROWED + usual * Math.min(1, 288 / bins) * days * ALIKE);
