import { readiness } from '../readiness.ts';
import type { Publication } from '../queries/publication.ts';
import { requestMetrics } from './requests.ts';
import { metricText } from './text.ts';

/** Everything that a monitor may want, in the Prometheus text format. */
export async function metricsText(): Promise<string> {
  const state = await readiness();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    ...requestMetrics(),
    metricText('payweather_ready', 'gauge', 'Whether a published database is open.', [
      { value: Number(state.ready) },
    ]),
    ...(state.ready ? publicationMetrics(state.publication) : []),
    metricText('process_resident_memory_bytes', 'gauge', 'Resident memory of the process.', [{ value: rss }]),
    metricText('nodejs_heap_used_bytes', 'gauge', 'Memory that JavaScript objects use.', [
      { value: heapUsed },
    ]),
    metricText('process_uptime_seconds', 'gauge', 'Time since the process started.', [
      { value: process.uptime() },
    ]),
    '',
  ].join('\n');
}

function publicationMetrics({ data_version, sample, data_through_ms }: Publication): string[] {
  const labels = { data_version, sample: String(sample) };
  const age = data_through_ms === null ? [] : [{ value: (Date.now() - data_through_ms) / 1000 }];
  return [
    metricText('payweather_published_info', 'gauge', 'The published data that is open.', [
      { labels, value: 1 },
    ]),
    metricText('payweather_data_age_seconds', 'gauge', 'Time since the latest attempt in the data.', age),
  ];
}
