import { bestWithin } from './curve.ts';
import { OURS, type WorldResult } from './evaluate.ts';
import { figuresOf, SIZES, type Figures } from './figures.ts';
import { RIVALS } from './rivals/index.ts';
import { WANTED, type Summary } from './summary.ts';
import { RULES } from './rules.ts';

const BUDGETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 50];
const TAILS = [5, 6, 7];

const number = (value: number, digits = 2) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const table = (heads: readonly string[], lines: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const sizeHeads = SIZES.map(({ name }) => `recall ${name}`);
const percent = (value: number) => number(value * 100, 0);

const byMethod = (summaries: readonly Summary[]) =>
  table(
    ['method', 'false a week', 'precision', ...sizeHeads, 'alerts an incident', 'delay median', 'delay p90', 'exact driver'],
    summaries.map(({ method, figures: it }) => [
      method, number(it.falseAWeek), number(it.precision), ...it.recallBySize.map((recall) => number(recall)),
      number(it.alertsPerIncident), `${number(it.delayMedian, 0)} min`, `${number(it.delayP90, 0)} min`, number(it.exactDriver),
    ]),
  ); // prettier-ignore

const wanted = (figures: Figures) =>
  table(
    ['figure', 'wanted', 'reached'],
    WANTED.map(({ name, unit, wanted: goal, value }) => [`${name} (${unit})`, goal, number(value(figures))]),
  );

const curves = (summaries: readonly Summary[]) =>
  table(
    ['method', ...BUDGETS.map((budget) => `≤ ${budget}`)],
    summaries.map(({ method, points }) => [
      method,
      ...BUDGETS.map((budget) => bestWithin(points, budget)?.recallBySize.map(percent).join(' · ') ?? '–'),
    ]),
  );

const KIND_HEADS = [
  'kind',
  'worlds',
  'false a week',
  'precision',
  ...sizeHeads,
  'verdict right',
  'exact driver',
];

function byKind({ outcomes }: Summary): string {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
  return table(
    KIND_HEADS,
    kinds.map((kind) => {
      const some = outcomes.filter((it) => it.kind === kind);
      const it = figuresOf(some);
      return [
        kind, String(some.length), number(it.falseAWeek), number(it.precision), ...it.recallBySize.map((recall) => number(recall)),
        number(it.verdictRight), number(it.exactDriver),
      ]; // prettier-ignore
    }),
  );
}

function findable(worlds: readonly WorldResult[]): string {
  const all = worlds.flatMap((it) => it.findable);
  return table(
    ['size', 'incidents', ...TAILS.map((tail) => `below 1e-${tail}`)],
    SIZES.map(({ name }, size) => {
      const some = all.filter((it) => it.size === size);
      const share = (tail: number) => some.filter(({ score }) => score > tail).length / some.length;
      return [name, String(some.length), ...TAILS.map((tail) => number(share(tail)))];
    }),
  );
}

const lifts = (worlds: readonly WorldResult[]) =>
  table(
    ['world', 'true lift', 'learned lift', 'off by'],
    worlds.map(({ lift: { world, truth, found } }) => [
      world, number(truth), number(found ?? Number.NaN), found === null ? '–' : `${percent(Math.abs(found / truth - 1))} %`,
    ]),
  ); // prettier-ignore

const worldTable = (worlds: readonly WorldResult[]) =>
  table(
    ['world', 'breaks', 'seed', 'days', 'campuses', 'attempts', 'incidents', ...SIZES.map(({ name }) => name), 'decoys'],
    worlds.map(({ truth: { spec, attempts, incidents, decoys }, findable: all }) => [
      spec.name, spec.kind === 'plain' ? 'nothing' : spec.kind, String(spec.seed), String(spec.days), String(spec.campuses),
      String(attempts), String(incidents.length), ...SIZES.map((_, size) => String(all.filter((it) => it.size === size).length)),
      String(decoys.length),
    ]),
  ); // prettier-ignore

function lures(worlds: readonly WorldResult[]): string {
  const all = worlds.flatMap((it) => it.lures);
  const kinds = [...new Set(all)].sort();
  return table(
    ['at the same time and place', 'false incidents'],
    kinds.map((kind) => [kind, String(all.filter((it) => it === kind).length)]),
  );
}

function quiet(summary: Summary): string {
  const { falseAWeek } = figuresOf(summary.outcomes.filter(({ kind }) => kind === 'quiet'));
  return `${summary.method}: ${number(falseAWeek * 4)} false incidents in four weeks of the quiet worlds (wanted: ≤ 2).`;
}

/** docs/detection.md, from the worlds of a set. */
export function detectionPage(
  set: string,
  worlds: readonly WorldResult[],
  summaries: readonly Summary[],
): string {
  const ours = summaries.find(({ method }) => method === OURS);
  const sections = [
    '<!-- Written by `npm run bench -- detect`: change tools/bench/detect, not this. -->',
    '# How well incidents are found',
    `Every number here is of one run of \`npm run bench -- detect --set ${set}\`, which makes the worlds from their seeds, loads each with the product's own pipeline and judges every method on the same databases. What was tried on the way is in [decisions/detection.md](decisions/detection.md).`,
    ...(ours
      ? ['## What is asked and what is reached', wanted(ours.figures), quiet(ours)]
      : ['The pipeline of this run wrote no `mart_incidents`: only the other methods are told.']),
    '## Every method at the threshold it is shipped with',
    byMethod(summaries),
    `Incidents that caused at least five failures: ${summaries[0]?.figures.incidents ?? 0}, of them ${SIZES.map(({ name }, i) => `${summaries[0]?.figures.countBySize[i] ?? 0} with ${name}`).join(', ')}. Month ends: ${summaries[0]?.figures.monthEnds ?? 0}.`,
    '## Recall against false alarms',
    `Recall in percent of the incidents with ${SIZES.map(({ name }) => name).join(' · ')} failures, at the best threshold of each method (chosen on these very worlds, which flatters it) with at most so many false incidents a week for the whole board. The product is swept only above its own threshold.`,
    curves(summaries),
    ...RIVALS.map(({ name, how }) => `**${name}**: ${how}.`),
    'All four judge each building, campus, channel and bank and each category by itself. Their rings of the same slice and category at most 60 minutes apart are one incident.',
    '## What could be found at all',
    'Share of the incidents whose failures (those that happen anyway and those caused) have a Poisson tail below the bound for one who knows the slice, the hours and the true rate beforehand. A budget of 0.5 false incidents a week over all slices, categories and windows corresponds to a bound of about 1e-6.',
    findable(worlds),
    ...(ours
      ? [
          '## By what a world breaks',
          byKind(ours),
          '## What was there when it rang for nothing',
          lures(worlds),
          '## Month ends',
          lifts(worlds),
        ]
      : []),
    RULES,
    '## The worlds',
    worldTable(worlds),
  ];
  return `${sections.join('\n\n')}\n`;
}
