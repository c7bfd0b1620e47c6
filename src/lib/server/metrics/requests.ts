import { metricText } from './text.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Durations {
  below: number[];
  count: number;
  sum: number;
}

const requests = new Map<string, { question: string; status: string; count: number }>();
const durations = new Map<string, Durations>();

/** Counts an answered request of the API; `question` is one of the known names or `none`. */
export function countRequest(question: string, status: number, seconds: number): void {
  const key = `${question} ${status}`;
  const counted = requests.get(key) ?? { question, status: String(status), count: 0 };
  counted.count += 1;
  requests.set(key, counted);
  const taken = durations.get(question) ?? { below: SECONDS.map(() => 0), count: 0, sum: 0 };
  SECONDS.forEach((limit, index) => (taken.below[index]! += seconds <= limit ? 1 : 0));
  taken.count += 1;
  taken.sum += seconds;
  durations.set(question, taken);
}

/** Requests so far, in the Prometheus text format. */
export function requestMetrics(): string[] {
  const counted = [...requests.values()].map(({ count, ...labels }) => ({ labels, value: count }));
  const timed = [...durations].flatMap(([question, { below, count, sum }]) => [
    ...SECONDS.map((limit, index) => ({
      suffix: '_bucket',
      labels: { question, le: String(limit) },
      value: below[index] ?? 0,
    })),
    { suffix: '_bucket', labels: { question, le: '+Inf' }, value: count },
    { suffix: '_sum', labels: { question }, value: sum },
    { suffix: '_count', labels: { question }, value: count },
  ]);
  return [
    metricText(
      'payweather_requests_total',
      'counter',
      'Requests of the API by question and HTTP status.',
      counted,
    ),
    metricText(
      'payweather_request_duration_seconds',
      'histogram',
      'Time to answer a request of the API.',
      timed,
    ),
  ];
}
