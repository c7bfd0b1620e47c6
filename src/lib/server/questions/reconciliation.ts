import { FINDINGS } from '../../contracts/index.ts';
import type { QuestionKeys, ReconciliationAnswer } from '../../contracts/index.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Place } from '../cursor.ts';
import type { Window } from '../dates.ts';
import { windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import { reconciliation as queryFindings } from '../queries/reconciliation.ts';
import { reconciliationCoverage } from '../queries/reconciliation_coverage.ts';
import type { CoverageRow } from '../queries/reconciliation_coverage.ts';
import { reconciliationKinds } from '../queries/reconciliation_kinds.ts';
import type { KindRow } from '../queries/reconciliation_kinds.ts';
import { reconciliationRates } from '../queries/reconciliation_rates.ts';
import type { Lease } from '../version.ts';

/** Later than every finding: where the first page starts. */
const NEWEST: Place = [Number.MAX_SAFE_INTEGER, ''];

/** Before the first date and after the last one that a bill can name: where nothing says which window is meant. */
const EVER: Window = { from: '2000-01-01', to: '2099-12-31' };

type Rate = ReconciliationAnswer['after'];

const rateOf = (failures: number, settled: number): Rate => ({
  failures,
  settled,
  failure_rate: settled > 0 ? failures / settled : null,
});

const NONE = {
  items: 0,
  at_stake: 0,
  past_line: 0,
  past_line_at_stake: 0,
  logged_failed: 0,
  logged_unsettled: 0,
};

/** The window that was asked; what is not given reaches as far as the log and the bills do. */
function covered(
  { from, to }: Pick<QuestionKeys<'reconciliation'>, 'from' | 'to'>,
  window: Window | null,
  bills: readonly Pick<CoverageRow, 'first_date' | 'last_date'>[],
): Window | null {
  const [first] = [window?.from ?? [], ...bills.map((it) => it.first_date)].flat().sort();
  const last = [window?.to ?? [], ...bills.map((it) => it.last_date)].flat().sort().at(-1);
  return first === undefined || last === undefined ? window : { from: from ?? first, to: to ?? last };
}

/** What merchant bills say of the log. The window may reach beyond the log: a bill can. */
export async function reconciliation(
  { run, version }: Lease,
  keys: QuestionKeys<'reconciliation'>,
): Promise<ReconciliationAnswer> {
  const window = { from: keys.from ?? EVER.from, to: keys.to ?? EVER.to };
  const [before_us, before_id] = keys.cursor === undefined ? NEWEST : fromCursor(keys.cursor);
  const parameters = { ...window, campus_id: keys.campus_id ?? null, channel: keys.channel ?? null };
  const [found, kinds, [rates], coverage] = await Promise.all([
    queryFindings(run, {
      ...parameters,
      kind: keys.kind ?? null,
      before_us,
      before_id,
      limit: keys.limit + 1,
    }),
    reconciliationKinds(run, parameters),
    reconciliationRates(run, parameters),
    reconciliationCoverage(run, parameters),
  ]);
  const { attempts = 0, settled = 0, failures = 0, covered_attempts = 0 } = rates ?? {};
  const byKind = FINDINGS.map((kind): KindRow => kinds.find((it) => it.kind === kind) ?? { kind, ...NONE });
  const corrected = byKind.find(({ kind }) => kind === 'corrected') ?? { ...NONE };
  const items = found.slice(0, keys.limit);
  const last = items.at(-1);
  const shown = byKind.filter(({ kind }) => keys.kind?.includes(kind) ?? true);
  return {
    ...provenanceOf(version, covered(keys, windowOf(keys, version), coverage)),
    attempts,
    covered_attempts,
    corrected: corrected.items,
    before: rateOf(failures + corrected.logged_failed, settled - corrected.logged_unsettled),
    after: rateOf(failures, settled),
    findings_by_kind: byKind.map(({ logged_failed: _, logged_unsettled: __, ...kind }) => kind),
    coverage: coverage.map(({ first_date: from, last_date: to, ...bills }) => ({ ...bills, from, to })),
    total: shown.reduce((sum, { items }) => sum + items, 0),
    items: items.map(({ happened_us: _, ...item }) => item),
    next_cursor: last && found.length > items.length ? toCursor([last.happened_us, last.item_id]) : null,
  };
}
