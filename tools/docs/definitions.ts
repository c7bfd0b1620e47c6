import { readFileSync } from 'node:fs';
import { METRICS, type Metric } from '../../src/lib/contracts/index.ts';

/** What a metric of the contract is made of. */
export interface Definition {
  meaning: string;
  unit: string;
  numerator: string;
  denominator: string;
}

const WORDS = JSON.parse(
  readFileSync(new URL('../../messages/glossary.en.json', import.meta.url), 'utf8'),
) as Record<string, string>;

const part = (metric: Metric, name: keyof Definition) => WORDS[`metric_${metric}_${name}`] ?? '';

/** Every metric that a heatmap, a series or a ranking can show, in the words of the glossary page. */
export const METRIC_DEFINITIONS = Object.fromEntries(
  METRICS.map((metric) => [
    metric,
    {
      meaning: part(metric, 'meaning'),
      unit: part(metric, 'unit'),
      numerator: part(metric, 'numerator'),
      denominator: part(metric, 'denominator'),
    },
  ]),
) as Record<Metric, Definition>;
