import { match, type Matching } from './match.ts';
import { figuresOf, type Figures, type Outcome } from './figures.ts';
import { ourAlarms } from './ours.ts';
import { withWorld } from './world.ts';

/** `score.ts [--details] DIR…`: a line a world about the product's incidents, and a summary; for tuning. */
const words = process.argv.slice(2);
const folders = words.filter((word) => !word.startsWith('--'));
const share = (value: number) => (Number.isNaN(value) ? '  – ' : value.toFixed(2));

function line(name: string, it: Figures): string {
  return [
    name.padEnd(24),
    `false/wk ${it.falseAWeek.toFixed(2)} (${it.falseAlarms})`,
    `prec ${share(it.precision)}`,
    `recall ${it.recallBySize.map((recall, i) => `${share(recall)}/${it.countBySize[i]}`).join(' ')}`,
    `alerts ${share(it.alertsPerIncident)}`,
    `delay ${it.delayMedian} p90 ${it.delayP90}`,
    `verdict ${share(it.verdictRight)}`,
    `driver ${share(it.exactDriver)}`,
    `month ends ${it.monthEndsFound}/${it.monthEnds}+${it.monthEndDuplicates}`,
  ].join('  ');
}

function details(matching: Matching): string {
  const at = (ms: number) => new Date(ms).toISOString().slice(5, 16);
  const where = (scope: object) => Object.values(scope).join(' ') || 'everywhere';
  return [
    ...matching.false.map((it) => `  false ${it.category} ${where(it.scope)} ${at(it.start)}–${at(it.end)} raised ${at(it.raised)} score ${it.score.toFixed(1)} ${it.verdict}`),
    ...matching.missed.map((it) => `  miss  ${it.category} ${where(it.scope)} ${at(it.start)}–${at(it.end)} excess ${it.excess}`),
    ...matching.duplicates.map(({ alarm: it, fact }) => `  twice ${it.category} ${where(it.scope)} ${at(it.start)}–${at(it.end)} of ${where(fact.scope)}${fact.isMonthEnd ? ' (month end)' : ''}`),
    ...matching.matches
      .filter(({ isExact }) => !isExact)
      .map(({ alarm, fact }) => `  scope ${fact.category} ${where(alarm.scope)} for ${where(fact.scope)} ${at(fact.start)} excess ${fact.excess}`),
    ...matching.matches
      .filter(({ alarm, fact }) => alarm.verdict !== fact.verdict)
      .map(({ alarm, fact }) => `  said  ${alarm.verdict} for ${fact.verdict}: ${fact.category} ${where(fact.scope)} ${at(fact.start)}`),
  ].join('\n'); // prettier-ignore
}

const outcomes: Outcome[] = [];
for (const folder of folders) {
  await withWorld(folder, async ({ truth: { spec }, facts, board, database }) => {
    const matching = match((await ourAlarms(database)) ?? [], facts, board);
    const outcome = { world: spec.name, kind: spec.kind, days: spec.days, matching };
    outcomes.push(outcome);
    process.stdout.write(`${line(spec.name, figuresOf([outcome]))}\n`);
    if (words.includes('--details')) process.stdout.write(`${details(matching)}\n`);
  });
}
process.stdout.write(`${line('all', figuresOf(outcomes))}\n`);
