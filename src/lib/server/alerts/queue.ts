import { createHash } from 'node:crypto';
import type { Names } from '../../../../ingest/detect/marks.ts';
import type { AlertContext, AlertIncident, AlertRule, AlertWords } from '../../contracts/index.ts';
import { lastMoment, localTime } from './clock.ts';
import { concerns, decide } from './decide.ts';
import type { AlertRecord } from './journal.ts';
import { toldKey, type AlertState } from './state.ts';

/** What the published data says, as far as alerts go. */
export interface Known {
  incidents: AlertIncident[];
  names: Names;
  dataThrough: number;
  places: AlertContext['places'];
  sample: boolean;
}

/** What the records of one pass are made from. */
export interface Pass {
  rules: AlertRule[];
  state: AlertState;
  known: Known;
  silenced: ReadonlySet<string>;
  words: AlertWords;
  now: number;
}

/** What is new since the journal: messages to send at once, and what waits for a digest. */
export function news({ rules, state, known, silenced, words, now }: Pass): AlertRecord[] {
  return rules
    .filter(({ on }) => on)
    .flatMap((rule) =>
      known.incidents.flatMap((incident): AlertRecord[] => {
        const { incident_id, severity, excess, status } = incident;
        const ids = known.names.all(incident_id);
        if (silenced.has(incident_id) || !concerns(rule, incident)) return [];
        const told = ids
          .flatMap((id) => state.told.get(toldKey(rule.id, id)) ?? [])
          .sort((a, b) => a.at - b.at);
        const decided = decide(rule, incident, told, { now, dataThrough: known.dataThrough });
        if (!decided) return [];
        const { event } = decided;
        const common = {
          at: now,
          rule: rule.id,
          event,
          about: { severity, excess, over: status === 'closed' },
        };
        if (!decided.now) return [{ ...common, state: 'held', incident: incident_id }];
        const step = told.filter((one) => one.now && one.event === event).length + 1;
        const message = words.incident(incident, event, contextOf(rule, known));
        const id = deliveryId(rule.id, incident_id, event, step);
        return [{ ...common, state: 'queued', id, incidents: [incident_id], message }];
      }),
    );
}

/** The digests that are due: what waited at the latest moment of the rule's digest hour, as it stands now. */
export function digests({ rules, state, known, silenced, words, now }: Pass): AlertRecord[] {
  return rules.flatMap((rule): AlertRecord[] => {
    if (!rule.on || rule.digest_at === null) return [];
    const moment = lastMoment(localTime(now, rule.timezone), rule.digest_at);
    const held = state.held.get(rule.id) ?? new Map<string, number>();
    const waited = known.incidents.filter(({ incident_id }) => {
      const ids = known.names.all(incident_id);
      const since = ids.flatMap((id) => held.get(id) ?? []);
      const isOld = since.some((at) => localTime(at, rule.timezone) < moment);
      return isOld && !silenced.has(incident_id);
    });
    const id = deliveryId(rule.id, 'digest', moment);
    if (waited.length === 0 || state.deliveries.has(id)) return [];
    const message = words.digest(waited.toReversed(), contextOf(rule, known));
    const incidents = waited.flatMap(({ incident_id }) =>
      known.names.all(incident_id).filter((id) => id === incident_id || held.has(id)),
    );
    return [
      { state: 'queued', at: now, id, rule: rule.id, event: 'digest', incidents, about: null, message },
    ];
  });
}

/** What a rule's messages are written for. */
export function contextOf(
  rule: AlertRule,
  { places, sample }: Pick<Known, 'places' | 'sample'>,
): AlertContext {
  const { language, timezone } = rule;
  return { language, timezone, base: rule.base_url ?? process.env['ORIGIN'] ?? '', places, sample };
}

/** One id for one rule, incident, event and step: whoever computes it again finds it in the journal. */
function deliveryId(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
