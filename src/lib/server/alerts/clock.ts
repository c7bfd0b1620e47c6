/** An instant on the clock of a zone, as text that sorts: `2026-11-24T07:30`. */
export function localTime(at: number, timezone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return format.format(new Date(at)).replace(' ', 'T');
}

/** Whether a local time lies in hours that may go over midnight; their end is not among them. */
export function isQuiet(local: string, quiet: { from: string; to: string } | null): boolean {
  if (!quiet) return false;
  const time = local.slice(11, 16);
  return quiet.from < quiet.to
    ? time >= quiet.from && time < quiet.to
    : time >= quiet.from || time < quiet.to;
}

/** The latest moment at or before `local` at which the clock showed `time`. */
export function lastMoment(local: string, time: string): string {
  const today = local.slice(0, 10);
  return `${local.slice(11, 16) >= time ? today : dayBefore(today)}T${time}`;
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
