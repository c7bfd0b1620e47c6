/** An instant as the clock of a zone shows it, with its offset: `2026-09-25T12:05:00+08:00`. */
export function withOffset(instant: string, timezone: string): string {
  const time = Date.parse(instant);
  const offset = offsetMinutes(time, timezone);
  const clock = new Date(time + offset * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(offset);
  return `${clock}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The instant at which the clock of a zone shows a time, as UTC: the first of two where clocks go back. */
export function instantOf(local: string, timezone: string): string {
  const clock = Date.parse(`${local.slice(0, 16)}:00Z`);
  const guess = clock - offsetMinutes(clock, timezone) * 60_000;
  const before = clock - offsetMinutes(guess - 10_800_000, timezone) * 60_000;
  const shows = (time: number) => time + offsetMinutes(time, timezone) * 60_000 === clock;
  return new Date(shows(before) ? before : guess).toISOString();
}

function offsetMinutes(time: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
