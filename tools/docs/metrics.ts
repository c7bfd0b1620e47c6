import { readModels } from '../../ingest/models/catalog.ts';
import { METRICS, provenance, summaryAnswer, THIN_CELL } from '../../src/lib/contracts/index.ts';
import { METRIC_DEFINITIONS } from './definitions.ts';
import { page, table } from './text.ts';

const NOT_MEASURES = ['utc_date', 'local_date', 'hour', 'slice_key', 'category', 'latency_bucket'];

/** docs/metrics.md: what every count, sum, rate and figure means. */
export function metricsPage(): string {
  const mart = readModels().find(({ name }) => name === 'mart_hourly');
  const stored = Object.entries(mart?.columns ?? {}).filter(([name]) => !NOT_MEASURES.includes(name));
  const figures = Object.entries(summaryAnswer.shape).flatMap(([name, { description }]) =>
    description === undefined || name in provenance.shape ? [] : [[`\`${name}\``, description]],
  );
  return page(
    '# Dictionary of metrics',
    'Only counts and sums are stored. A rate is made from them when a question is asked, so that it can be added up over any part of the data. A cell without attempts is empty, not 0 %. ' +
      `A cell with fewer than ${THIN_CELL} settled attempts is marked as thin, since its rate says little.`,
    '## What is stored',
    `One row per campus hour, slice, category and latency bucket (\`mart_hourly\`); the same counts stand in its roll-ups.`,
    table(
      ['measure', 'meaning', 'unit'],
      stored.map(([name, { meaning, unit }]) => [`\`${name}\``, meaning, unit ?? 'a count']),
    ),
    '## Metrics of a heatmap, a series or a ranking',
    table(
      ['metric', 'meaning', 'unit', 'made of', 'denominator'],
      METRICS.map((name) => {
        const { meaning, unit, numerator, denominator } = METRIC_DEFINITIONS[name];
        return [`\`${name}\``, meaning, unit, numerator, denominator];
      }),
    ),
    'Where `category` is a dimension itself, `attempts` and `settled` repeat for each of its values and must not be added up over them.',
    '## Figures of a summary',
    'Each stands beside the same figure of the compared window.',
    table(['figure', 'meaning'], figures),
  );
}
