/** The zone in which days begin and end, and in which truth.json tells time. */
export const SIM_ZONE = { timezone: 'Asia/Shanghai', offset: 480 } as const;

const MS_PER_DAY = 86_400_000;
const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const THREE = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** The instant (ms since 1970) at which a day (number since 1970-01-01) begins, at an offset in minutes. */
export const midnight = (day: number, offset: number = SIM_ZONE.offset): number =>
  day * MS_PER_DAY - offset * 60_000;

/**
 * A writer of instants (whole ms since 1970) as ISO 8601 with milliseconds at a fixed offset in minutes, such as
 * `2026-09-25T12:05:03.120+08:00`. It remembers the last day's date, since most rows of a log share it.
 */
export function isoWriter(offset: number): (t: number) => string {
  const sign = offset < 0 ? '-' : '+';
  const size = Math.abs(offset);
  const zone = `${sign}${TWO[Math.floor(size / 60)]}:${TWO[size % 60]}`;
  let day = NaN;
  let date = '';
  return (t) => {
    const local = t + offset * 60_000;
    const today = Math.floor(local / MS_PER_DAY);
    if (today !== day) {
      day = today;
      date = `${new Date(day * MS_PER_DAY).toISOString().slice(0, 10)}T`;
    }
    let rest = local - today * MS_PER_DAY;
    const ms = rest % 1000;
    rest = (rest - ms) / 1000;
    const s = rest % 60;
    rest = (rest - s) / 60;
    const m = rest % 60;
    return `${date}${TWO[(rest - m) / 60]}:${TWO[m]}:${TWO[s]}.${THREE[ms]}${zone}`;
  };
}

/** An instant (ms since 1970) in the zone of truth.json. */
export const iso: (t: number) => string = isoWriter(SIM_ZONE.offset);
