import { pointOf, thresholdsOf, type Point } from './curve.ts';
import { OUR_LEAST, OURS, type WorldResult } from './evaluate.ts';
import { figuresOf, type Figures, type Outcome } from './figures.ts';
import { RIVALS } from './rivals/index.ts';

/** What one method did over all worlds. */
export interface Summary {
  method: string;
  outcomes: Outcome[];
  figures: Figures;
  points: Point[];
}

const LEAST: Record<string, number> = Object.fromEntries(RIVALS.map(({ name, least }) => [name, least]));

/** Adds the worlds up by method, the product first. */
export function summariesOf(worlds: readonly WorldResult[]): Summary[] {
  return [OURS, ...RIVALS.map(({ name }) => name)].flatMap((method) => {
    const results = worlds.flatMap(({ results: all }) => all.get(method) ?? []);
    if (results.length === 0) return [];
    const outcomes = results.map(({ outcome }) => outcome);
    const points = thresholdsOf(LEAST[method] ?? OUR_LEAST).map((threshold, i) =>
      pointOf(
        threshold,
        results.map(({ sweep }) => sweep[i]!),
      ),
    );
    return [{ method, outcomes, figures: figuresOf(outcomes), points }];
  });
}

/** What the issue asks of the product, with how its figure is told. */
export const WANTED: { name: string; unit: string; wanted: string; value: (figures: Figures) => number }[] = [
  { name: 'false_a_week', unit: 'incidents/week', wanted: '≤ 0.5', value: (it) => it.falseAWeek },
  { name: 'precision', unit: 'share', wanted: '≥ 0.95', value: (it) => it.precision },
  { name: 'recall_20', unit: 'share', wanted: '≥ 0.99', value: (it) => it.recallBySize[2]! },
  { name: 'recall_10_20', unit: 'share', wanted: '≥ 0.85', value: (it) => it.recallBySize[1]! },
  { name: 'recall_5_10', unit: 'share', wanted: '≥ 0.65', value: (it) => it.recallBySize[0]! },
  { name: 'alerts_per_incident', unit: 'alerts', wanted: '≤ 1.3', value: (it) => it.alertsPerIncident },
  { name: 'verdict_right', unit: 'share', wanted: '≥ 0.9', value: (it) => it.verdictRight },
  { name: 'exact_driver', unit: 'share', wanted: '≥ 0.95', value: (it) => it.exactDriver },
  { name: 'delay_median', unit: 'min', wanted: '≤ 10', value: (it) => it.delayMedian },
  { name: 'delay_p90', unit: 'min', wanted: '–', value: (it) => it.delayP90 },
  { name: 'month_ends_found', unit: 'share', wanted: '1', value: (it) => it.monthEndsFound / it.monthEnds },
  { name: 'month_end_duplicates', unit: 'alarms', wanted: '0', value: (it) => it.monthEndDuplicates },
]; // prettier-ignore
