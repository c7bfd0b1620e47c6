import { design } from '../../../stats/design.ts';
import { expectedFromBefore } from '../../../stats/before.ts';
import { findDrivers } from '../../../stats/drivers.ts';
import { drawCase, NAMES, type Scope } from './case.ts';

const [, , from = '0', count = '300'] = process.argv;
const name = (scope: Scope) =>
  NAMES.filter((it) => scope[it])
    .map((it) => `${it}=${scope[it]}`)
    .join('&');
const groups = new Map<
  string,
  { n: number; top1: number; top3: number; tp: number; fp: number; fn: number }
>();
const verbose = process.argv[4];
let ms = 0;
for (let seed = Number(from); seed < Number(from) + Number(count); seed++) {
  const { leaves, causes } = drawCase(seed);
  const t = performance.now();
  const usual = expectedFromBefore(leaves);
  const drivers = process.env['DESIGN']
    ? design(usual, NAMES)
    : findDrivers(usual, { dimensions: NAMES, depth: 3, limit: 5 });
  ms += performance.now() - t;
  const key = (scope: Scope) => {
    let text = '';
    usual.forEach((leaf, at) => {
      if (leaf.settled > 0 && NAMES.every((n, i) => scope[n] === undefined || scope[n] === leaf.values[i]))
        text += at + ',';
    });
    return text;
  };
  const truth = causes.map((c) => key(c.scope));
  const most = Math.max(...causes.map((c) => Object.keys(c.scope).length));
  const said = drivers.map((d) => (Object.keys(d.scope).length > most ? 'deep' : key(d.scope)));
  const zs = causes.map((c) => {
    let e = 0,
      v = 0;
    usual.forEach((leaf) => {
      if (NAMES.every((n, i) => scopeOk(c.scope, n, leaf.values[i]!))) {
        e += leaf.expected;
        v += leaf.expected ** 2 / leaf.shape;
      }
    });
    return c.excess / Math.sqrt(e + v + 1);
  });
  const least = Math.min(...causes.map((c) => c.excess));
  const z = Math.min(...zs);
  const d = Object.keys(causes[0]!.scope).length;
  const size = least < 20 ? '8–20' : z < 5 ? '≥20 faint' : '≥20 plain';
  const top1 = truth.includes(said[0]!) ? 1 : 0;
  const top3 = truth.filter((it) => said.slice(0, 3).includes(it)).length / truth.length;
  const set = said.filter((_, i) => drivers[i]!.isCause);
  const tp = set.filter((it) => truth.includes(it)).length;
  for (const k of [size, `${size} ${causes.length} causes`, `${size} single depth ${d}`]) {
    if (k.includes('depth') && causes.length > 1) continue;
    const g = groups.get(k) ?? { n: 0, top1: 0, top3: 0, tp: 0, fp: 0, fn: 0 };
    g.n++;
    g.top1 += top1;
    g.top3 += top3;
    g.tp += tp;
    g.fp += set.length - tp;
    g.fn += truth.length - tp;
    groups.set(k, g);
  }
  if (verbose && size === '≥20 plain' && top1 + tp / truth.length + (set.length === truth.length ? 1 : 0) < 3)
    console.log(
      seed,
      causes.map((c) => `${name(c.scope)} (${c.excess.toFixed(0)})`).join(' + '),
      '→',
      drivers
        .map(
          (x) =>
            `${x.isCause ? '*' : ''}${name(x.scope)} ${x.observed}/${x.expected.toFixed(1)} of ${x.settled}`,
        )
        .join(' | '),
    );
}
function scopeOk(scope: Scope, n: string, v: string) {
  return scope[n] === undefined || scope[n] === v;
}
for (const [k, g] of [...groups].sort())
  if (verbose || !/causes|depth/.test(k))
    console.log(
      k.padEnd(26),
      String(g.n).padStart(4),
      'top1',
      (g.top1 / g.n).toFixed(3),
      'top3',
      (g.top3 / g.n).toFixed(3),
      'F1',
      ((2 * g.tp) / (2 * g.tp + g.fp + g.fn)).toFixed(3),
    );
if (verbose) console.log('ms per case', (ms / Number(count)).toFixed(1));
