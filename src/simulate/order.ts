import { bill } from './bills.ts';
import { choose, logNormal } from './rng.ts';
import type { Random } from './rng.ts';
import { drawFault, incidentsAt } from './faults.ts';
import type { Fault, Moment } from './faults.ts';
import { fail, settle } from './outcome.ts';
import { nextTry, stopped } from './retry.ts';
import type { Retry } from './retry.ts';
import { enter } from './ledger.ts';
import { line } from './row.ts';
import type { Order } from './row.ts';
import { MOST_ATTEMPTS, PAYER_POOL, PRICE } from './payers.ts';
import { NO_BUILDING_SHARE } from './world.ts';
import { SLOTS } from './campuses.ts';
import type { Building } from './campuses.ts';
import { CAUSES } from './types.ts';
import type { CampusDay, Run } from './day.ts';

const ending = choose(PRICE.endings);
const SLOT_MS = 30 * 60_000;
const STALE = 30 * 60_000;
const NETWORK = CAUSES.indexOf('network');

/** A price in yuan with two decimals. */
function price(random: Random): string {
  const [least, most] = PRICE.range;
  const yuan = Math.floor(logNormal(random, PRICE.median, PRICE.sigma));
  return `${Math.min(most, Math.max(least, yuan))}.${ending(random)}`;
}

/** The id of the next row of a day: day and sequence in base 36. */
const nextId = (today: CampusDay): string =>
  today.idPrefix + (today.sequence.next++).toString(36).padStart(4, '0');

/** One order placed at an instant (ms) from a building, with all its attempts, written and counted. */
export function placeOrder(run: Run, today: CampusDay, building: Building, placedAt: number): void {
  const { random, campus } = today;
  const firstId = nextId(today);
  const rank = Math.floor(today.payers * random() ** PAYER_POOL.power);
  const order: Order = {
    orderId: `o${firstId}`,
    campusId: campus.campus_id,
    buildingId: random() < NO_BUILDING_SHARE ? '' : building.building_id,
    payerId: `${campus.campus_id}-p${rank.toString(36)}`,
    amount: price(random),
  };
  const leaf = run.rails.at[building.kind](random);
  const platform = leaf.platform(random);
  let fault: Fault | null = null;
  let attempt: Retry = { after: 0, leaf, platform, persistence: 0 };
  let network = run.network[building.kind](random);
  let t = placedAt;
  for (let n = 1; n <= MOST_ATTEMPTS; n++) {
    t += attempt.after;
    if (fault?.cause === NETWORK) network = run.network[building.kind](random);
    const slot = Math.floor((t - today.start) / SLOT_MS) % SLOTS;
    const { leaf, platform } = attempt;
    const moment: Moment = {
      t,
      campusId: order.campusId,
      buildingId: order.buildingId,
      leaf,
      network,
      rates: building.rates,
      slot,
      level: today.level,
    };
    const here = incidentsAt(today.incidents, moment);
    const counted = t < run.end;
    const attemptId = `a${n === 1 ? firstId : nextId(today)}`;
    if (fault !== null && random() < attempt.persistence)
      fault = {
        cause: fault.cause,
        incident: fault.incident && here.includes(fault.incident) ? fault.incident : null,
      };
    else fault = drawFault(random, moment, here, counted);
    const outcome =
      fault === null ? settle(random, run.book, leaf) : fail(random, run.book, leaf, platform, fault);
    if (counted) {
      today.rows.push({
        t,
        text: line(attemptId, t, order, leaf, platform, network, outcome, today.iso),
      });
      bill(run.bills, {
        ...order,
        t,
        attemptId,
        offset: campus.offset,
        channel: leaf.channel,
        status: outcome.status,
      });
      enter(run.totals, {
        status: outcome.status,
        cause: fault?.cause ?? -1,
        category: outcome.words?.category ?? null,
        contradicts: outcome.words?.contradicts ?? false,
        injectedBy: fault?.incident ?? null,
        incidents: here,
        firstOfOrder: n === 1,
        hasBuilding: order.buildingId !== '',
        stale: t < run.end - STALE,
      });
    }
    if (fault === null || !stopped(outcome, leaf, platform)) return;
    const next = nextTry(random, run.rails, leaf, platform, fault, outcome);
    if (next === null) return;
    attempt = next;
  }
}
