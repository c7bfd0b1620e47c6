import { quantile } from '../report.ts';
import type { Fact, Matching } from './match.ts';

/** The sizes by which recall is told: failures that the incident caused. */
export const SIZES = [
  { name: '5–10', low: 5, high: 10 },
  { name: '10–20', low: 10, high: 20 },
  { name: '≥ 20', low: 20, high: Infinity },
] as const;

/** One world's matching with its length. */
export interface Outcome {
  world: string;
  kind: string;
  days: number;
  matching: Matching;
}

/** What a detector did over some worlds. A share without a denominator is NaN. */
export interface Figures {
  incidents: number;
  found: number;
  falseAlarms: number;
  falseAWeek: number;
  precision: number;
  recall: number;
  recallBySize: number[];
  countBySize: number[];
  alertsPerIncident: number;
  delayMedian: number;
  delayP90: number;
  verdictRight: number;
  exactDriver: number;
  monthEnds: number;
  monthEndsFound: number;
  monthEndDuplicates: number;
}

const isCounted = ({ isMonthEnd, excess }: Fact) => !isMonthEnd && excess >= SIZES[0].low;

/** A slice of one building and one channel is neither a place across channels nor a rail across places. */
const isVerdictRight = (fact: Fact, verdict: string | undefined): boolean =>
  verdict === fact.verdict ||
  (verdict === 'unclear' && fact.scope.building_id !== undefined && fact.scope.channel !== undefined);

/** Adds worlds up. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const all = <T>(choose: (matching: Matching) => T[]) =>
    outcomes.flatMap(({ matching }) => choose(matching));
  const matches = all((it) => it.matches);
  const missed = all((it) => it.missed);
  const duplicates = all((it) => it.duplicates);
  const falseAlarms = all((it) => it.false).length;
  const found = matches.filter(({ fact }) => !fact.isMonthEnd);
  const said = matches.filter(({ alarm }) => alarm.verdict !== undefined);
  const days = outcomes.reduce((sum, it) => sum + it.days, 0);
  const sized = [matches.map(({ fact }) => fact), missed].map((facts) => facts.filter(isCounted));
  const counts = SIZES.map(({ low, high }) =>
    sized.map((facts) => facts.filter(({ excess }) => excess >= low && excess < high).length),
  );
  const delays = found.map(({ fact, alarm }) => Math.max(0, alarm.raised - fact.onset) / 60_000);
  const share = (part: number, whole: number) => (whole === 0 ? Number.NaN : part / whole);
  const monthEndsFound = matches.length - found.length;
  return {
    incidents: sized[0]!.length + sized[1]!.length,
    found: sized[0]!.length,
    falseAlarms,
    falseAWeek: (falseAlarms * 7) / days,
    precision: share(matches.length, matches.length + falseAlarms),
    recall: share(sized[0]!.length, sized[0]!.length + sized[1]!.length),
    recallBySize: counts.map(([hit = 0, miss = 0]) => share(hit, hit + miss)),
    countBySize: counts.map(([hit = 0, miss = 0]) => hit + miss),
    alertsPerIncident: share(matches.length + duplicates.length, matches.length),
    delayMedian: quantile(delays, 0.5),
    delayP90: quantile(delays, 0.9),
    verdictRight: share(
      said.filter(({ fact, alarm }) => isVerdictRight(fact, alarm.verdict)).length,
      said.length,
    ),
    exactDriver: share(found.filter(({ isExact }) => isExact).length, found.length),
    monthEnds: monthEndsFound + missed.filter(({ isMonthEnd }) => isMonthEnd).length,
    monthEndsFound,
    monthEndDuplicates: duplicates.filter(({ fact }) => fact.isMonthEnd).length,
  };
}
