import { expectedFromBefore } from '../../../stats/before.ts';
import { findDrivers } from '../../../stats/drivers.ts';
import { sumOf, type Leaf } from '../../../stats/leaf.ts';
import { report } from '../report.ts';
import { drawCase, NAMES, type Scope } from './case.ts';
import { rankedByFormula } from './ranked.ts';

const LIMIT = 3;

/** What was said of some cases, against what is true. */
interface Tally {
  cases: number;
  first: number;
  firstThree: number;
  right: number;
  wrong: number;
  missed: number;
}

const has = ({ values }: Leaf, scope: Scope) =>
  NAMES.every((name, at) => scope[name] === undefined || scope[name] === values[at]);

/** A combination by the leaves in which anything happened: two descriptions of the same leaves are the same answer. */
const nameOf = (leaves: readonly Leaf[], scope: Scope) =>
  leaves.flatMap((leaf, at) => (leaf.settled > 0 && has(leaf, scope) ? [at] : [])).join();

/** How plain the faintest cause is: its failures against what chance does in its combination. */
function plainness(leaves: readonly Leaf[], causes: { scope: Scope; excess: number }[]): string {
  const least = Math.min(...causes.map(({ excess }) => excess));
  if (least < 20) return 'under 20 failures';
  const deviations = causes.map(({ scope, excess }) => {
    const { expected, shape } = sumOf(leaves.filter((leaf) => has(leaf, scope)));
    return excess / Math.sqrt(expected + expected ** 2 / shape + 1);
  });
  const faintest = Math.min(...deviations);
  return `20 failures or more, ${faintest < 5 ? 'under 5' : faintest < 10 ? '5 to 10' : '10 or more'} deviations`;
}

function add(
  tallies: Map<string, Tally>,
  name: string,
  truth: string[],
  said: string[],
  causes: string[],
): void {
  const empty = { cases: 0, first: 0, firstThree: 0, right: 0, wrong: 0, missed: 0 };
  const tally = tallies.get(name) ?? empty;
  const right = causes.filter((one) => truth.includes(one)).length;
  tally.cases += 1;
  tally.first += Number(truth.includes(said[0] ?? ''));
  tally.firstThree += truth.filter((one) => said.includes(one)).length / truth.length;
  tally.right += right;
  tally.wrong += causes.length - right;
  tally.missed += truth.length - right;
  tallies.set(name, tally);
}

/**
 * How often the causes of made-up alarms are named exactly: one minute against the four before, 1 to 3 causes of 1 to 3
 * dimensions. `--seed N` (default 10,000; the constants were chosen on seeds below 1,000), `--cases N` (default 1,000).
 */
export async function benchDrivers({ seed = 10_000, cases = 1000 }: Record<string, number>): Promise<void> {
  const tallies = new Map<string, Tally>();
  const formula = new Map<string, Tally>();
  for (let at = seed; at < seed + cases; at += 1) {
    const { leaves: counted, causes } = drawCase(at);
    const leaves = expectedFromBefore(counted);
    const truth = causes.map(({ scope }) => nameOf(leaves, scope));
    const found = findDrivers(leaves, { dimensions: NAMES, depth: 3, limit: LIMIT });
    const said = found.map(({ scope }) => nameOf(leaves, scope));
    const named = said.filter((_, index) => found[index]?.isCause);
    const ranked = rankedByFormula(leaves, NAMES, LIMIT).map((scope) => nameOf(leaves, scope));
    const plain = plainness(leaves, causes);
    for (const group of [plain, `${plain}, ${causes.length === 1 ? 'one cause' : 'several causes'}`]) {
      add(tallies, group, truth, said, named);
      add(formula, group, truth, ranked, ranked.slice(0, 1));
    }
  }
  for (const [group, tally] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const other = formula.get(group) ?? tally;
    const line = (figure: string, of: (one: Tally) => number) => {
      const baseline = 'the formula of single combinations';
      report({
        name: `drivers.${figure}: ${group}`,
        value: of(tally),
        unit: 'share',
        ratio: of(tally) / of(other),
        baseline,
      });
    };
    report({ name: `drivers.cases: ${group}`, value: tally.cases, unit: 'cases' });
    line('first is exact', ({ first, cases }) => first / cases);
    line('in the first three', ({ firstThree, cases }) => firstThree / cases);
    line('F1', ({ right, wrong, missed }) => (2 * right) / (2 * right + wrong + missed));
  }
}
