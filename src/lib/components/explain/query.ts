import type { Baseline } from '../../contracts/index.ts';

/** The parameters of `explain` for what the parameters of `attempts` list. */
export function explainQuery(attempts: URLSearchParams, baseline: Baseline): string {
  const query = new URLSearchParams(attempts);
  query.delete('status');
  query.set('baseline', baseline);
  return query.toString();
}
