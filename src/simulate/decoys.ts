import { between, stream } from './rng.ts';
import { SURGES } from './templates.ts';
import { calendarDay, weekNumber } from './calendar.ts';
import { DRIFT } from './world.ts';
import { iso, midnight } from './clock.ts';
import { anyBuilding, anyCampus } from './schedule.ts';
import type { Days } from './schedule.ts';
import type { Campus } from './campuses.ts';
import type { Decoy, Scope } from './types.ts';

/** Volume that is out of the ordinary in a window (ms since 1970, `to` exclusive) and scope. */
export interface Surge {
  kind: 'volume_surge' | 'rain';
  from: number;
  to: number;
  scope: Scope;
  factor: number;
}

/** The surges of volume in a range of days (both inclusive); each belongs to its week, whatever the range. */
export function makeSurges(seed: number, { first, last }: Days, campuses: readonly Campus[]): Surge[] {
  const surges: Surge[] = [];
  for (let week = weekNumber(first); week <= weekNumber(last); week++)
    for (const { kind, target, chance, factor, minutes, hours } of SURGES) {
      const random = stream(seed, 'surge', kind, week);
      if (random() >= chance) continue;
      const campus = anyCampus(random, campuses);
      const scope = target === 'building' ? anyBuilding(random, campus) : { campus_id: campus.campus_id };
      const day = week * 7 - 3 + Math.floor(random() * 7);
      const from = midnight(day, campus.offset) + Math.round(between(random, ...hours) * 60) * 60_000;
      const to = from + Math.round(between(random, ...minutes)) * 60_000;
      if (day < first || day > last || calendarDay(day).kind === 'holiday') continue;
      surges.push({ kind, from, to, scope, factor: Math.round(between(random, ...factor) * 100) / 100 });
    }
  return surges;
}

/** Runs of holidays in a range of days, as decoys: [first, last, note] each. */
function holidays({ first, last }: Days): [number, number, string][] {
  const runs: [number, number, string][] = [];
  for (let day = first; day <= last; day++) {
    const { kind, note } = calendarDay(day);
    if (kind !== 'holiday') continue;
    const run = runs.at(-1);
    if (run && run[1] === day - 1 && run[2] === note) run[1] = day;
    else runs.push([day, day, note]);
  }
  return runs;
}

const SURGE_NOTES = { volume_surge: '一栋楼集中点餐，失败率不变', rain: '下雨，点外卖的人多，失败率不变' };

/** Everything in a range of days that stands out though the payments are in order. */
export function makeDecoys(days: Days, surges: readonly Surge[]): Decoy[] {
  const window = (first: number, last: number) => ({
    started_at: iso(midnight(first)),
    ended_at: iso(midnight(last + 1)),
    scope: {},
  });
  return [
    ...surges.map(({ kind, from, to, scope, factor }, n): Decoy => {
      const end = Math.min(to, midnight(days.last + 1));
      const note = SURGE_NOTES[kind];
      return {
        decoy_id: `surge-${n + 1}`,
        kind,
        started_at: iso(from),
        ended_at: iso(end),
        scope,
        factor,
        note,
      };
    }),
    ...holidays(days).map(([first, last, note], n): Decoy => ({
      decoy_id: `holiday-${n + 1}`,
      kind: 'holiday',
      ...window(first, last),
      factor: calendarDay(first).vacation ? 0.2 : 0.4,
      note,
    })),
    {
      decoy_id: 'drift-1',
      kind: 'drift',
      ...window(days.first, days.last),
      factor: DRIFT.amplitude,
      note: `${DRIFT.causes.join('、')} 的失败率缓慢起伏，周期 ${DRIFT.period} 天`,
    },
  ];
}
