import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../../ingest/paths.ts';
import { report } from '../report.ts';
import { evaluate, type WorldResult } from './evaluate.ts';
import { figuresOf } from './figures.ts';
import { detectionPage } from './page.ts';
import { prepare } from './prepare.ts';
import { RIVALS } from './rivals/index.ts';
import { summariesOf, WANTED, type Summary } from './summary.ts';
import { worldsOf } from './worlds/sets.ts';

const PAGE = 'docs/detection.md';
const QUICK = ['plain', 'quiet'];
const [BASELINE] = RIVALS;

function tell({ method, figures, outcomes }: Summary, baseline: Summary | undefined): void {
  const prefix = `detect.${method.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`;
  for (const { name, unit, value } of WANTED) {
    const ratio = baseline && value(figures) / value(baseline.figures);
    const against =
      ratio !== undefined && Number.isFinite(ratio) ? { ratio, baseline: baseline?.method } : {};
    if (Number.isFinite(value(figures)))
      report({ name: `${prefix}.${name}`, value: value(figures), unit, ...against });
  }
  const quiet = figuresOf(outcomes.filter(({ kind }) => kind === 'quiet'));
  report({ name: `${prefix}.quiet_false_in_4_weeks`, value: quiet.falseAWeek * 4, unit: 'incidents' });
}

function tellLifts(worlds: readonly WorldResult[]): void {
  const off = worlds.flatMap(({ lift: { found, truth } }) =>
    found === null ? [] : [Math.abs(found / truth - 1)],
  );
  if (off.length > 0)
    report({ name: 'detect.month_end_lift_off', value: Math.max(...off), unit: 'share, the worst' });
}

/**
 * Judges the product and its rivals on the worlds of a set: `--set NAME` (default test), `--dir DIR` to keep the worlds
 * in, `--quick` for one plain and one quiet world, `--keep` to take databases of an older pipeline. Each figure is
 * one line of JSON; a whole test set rewrites docs/detection.md.
 */
export async function benchDetect(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      set: { type: 'string', default: 'test' },
      dir: { type: 'string' },
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const { set, quick } = values;
  const dir = values.dir ?? join(tmpdir(), 'payweather-worlds', set);
  const all = worldsOf(set);
  const specs = quick ? QUICK.flatMap((kind) => all.find((spec) => spec.kind === kind) ?? []) : all;
  const worlds: WorldResult[] = [];
  for (const spec of specs) {
    process.stderr.write(`${spec.name}\n`);
    await prepare(spec, join(dir, spec.name), values.keep);
    worlds.push(await evaluate(join(dir, spec.name)));
  }
  const summaries = summariesOf(worlds);
  const baseline = summaries.find(({ method }) => method === BASELINE?.name);
  for (const summary of summaries) tell(summary, summary === baseline ? undefined : baseline);
  tellLifts(worlds);
  if (set === 'test' && !quick) writeFileSync(join(ROOT, PAGE), detectionPage(set, worlds, summaries));
}
