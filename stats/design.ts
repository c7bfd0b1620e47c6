import type { Leaf } from './leaf.ts';
const llr = (x: number, e: number) => (x > e && e > 0 ? x * Math.log(x / e) - (x - e) : 0);
export function design(leaves: readonly Leaf[], dims: readonly string[]) {
  const X = leaves.reduce((s, l) => s + l.observed, 0),
    E = leaves.reduce((s, l) => s + l.expected, 0),
    N = leaves.reduce((s, l) => s + l.settled, 0);
  const subs = dims
    .reduce<number[][]>(
      (all, _, at) => [...all, ...all.filter((o) => o.length < 3).map((o) => [...o, at])],
      [[]],
    )
    .filter((s) => s.length);
  const pos = leaves.reduce((s, l) => s + Math.max(0, l.observed - l.expected), 0);
  const out: {
    scope: Record<string, string>;
    score: number;
    isCause: boolean;
    observed: number;
    expected: number;
    settled: number;
  }[] = [];
  for (const s of subs) {
    const cells = new Map<string, { x: number; e: number; n: number; v: readonly string[] }>();
    for (const l of leaves) {
      const k = s.map((d) => l.values[d]).join('|');
      const c = cells.get(k) ?? { x: 0, e: 0, n: 0, v: l.values };
      c.x += l.observed;
      c.e += l.expected;
      c.n += l.settled;
      cells.set(k, c);
    }
    for (const c of cells.values()) {
      if (c.x <= c.e || c.n === 0) continue;
      const inside = llr(c.x, c.e),
        outside = llr(X - c.x, E - c.e);
      if (inside <= outside) continue;
      const contrast = c.x / c.n / Math.max((X - c.x) / Math.max(N - c.n, 1), 1e-4);
      const score =
        Math.log(inside - outside) +
        2 * Math.log((c.x - c.e) / Math.max(pos, 1)) +
        0.25 * Math.log(contrast) -
        0.02 * s.length;
      out.push({
        scope: Object.fromEntries(s.map((d) => [dims[d]!, c.v[d]!])),
        score,
        isCause: false,
        observed: c.x,
        expected: c.e,
        settled: c.n,
      });
    }
  }
  out.sort((a, b) => b.score - a.score);
  if (out[0]) out[0].isCause = true;
  return out.slice(0, 5);
}
