/** The zone in which days begin and end, and in which truth.json tells time. */
export const SIM_ZONE = { timezone: 'Asia/Shanghai', offset: 480 } as const;

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
/** The instant (ms since 1970) at which a day (number since 1970-01-01) begins, at an offset in minutes. */
export const midnight = (day: number, offset: number = SIM_ZONE.offset): number =>
  day * MS_PER_DAY - offset * MS_PER_MINUTE;

const two = (n: number): string => String(n).padStart(2, '0');

/** `SS.mmm` and the zone, for every millisecond of a minute, by offset: instants share these endings. */
const endings = new Map<number, string[]>();

function endingsOf(offset: number): string[] {
  const known = endings.get(offset);
  if (known) return known;
  const size = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  const made = Array.from(
    { length: MS_PER_MINUTE },
    (_, ms) => (ms / 1000).toFixed(3).padStart(6, '0') + zone,
  );
  endings.set(offset, made);
  return made;
}

/**
 * A writer of instants (whole ms since 1970) as ISO 8601 with milliseconds at a fixed offset in minutes, such as
 * `2026-09-25T12:05:03.120+08:00`. It remembers the minutes it has written (1,440 a day).
 */
export function isoWriter(offset: number): (t: number) => string {
  const ending = endingsOf(offset);
  const minutes = new Map<number, string>();
  return (t) => {
    const local = t + offset * MS_PER_MINUTE;
    const minute = Math.floor(local / MS_PER_MINUTE);
    let start = minutes.get(minute);
    if (start === undefined) {
      start = new Date(minute * MS_PER_MINUTE).toISOString().slice(0, 17);
      minutes.set(minute, start);
    }
    return start + ending[local - minute * MS_PER_MINUTE]!;
  };
}

/** An instant (ms since 1970) in the zone of truth.json. */
export const iso: (t: number) => string = isoWriter(SIM_ZONE.offset);
