/** A number from 0 to 1 at each call, the same ones for the same seed (Park and Miller's generator). */
export type Random = () => number;

/** A whole number from 0 to below. */
export const pick = (random: Random, below: number): number => Math.floor(random() * below);

/** One of several. */
export const oneOf = <Item>(random: Random, items: readonly Item[]): Item =>
  items[pick(random, items.length)]!;

/** The items in another order (Fisher and Yates). */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = pick(random, at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
