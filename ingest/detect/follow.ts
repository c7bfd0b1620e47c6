import {
  addRows,
  holds,
  lengthOf,
  noSums,
  pauseOf,
  takePending,
  within,
  type Incident,
  type Sums,
} from './incident.ts';
import { expect, type Scanner } from './scanner.ts';
import { rescope, unite } from './scopes.ts';
import { summarise } from './summary.ts';

/** An incident closes after this many quiet bins, when it is over 20 times likelier that it has ended than not. */
const QUIET = 6;
const OVER = 3;
/** Without attempts nothing proves the end; then it ends after half a day, a long one after a day and a half. */
const SILENT = { short: 144, long: 432 } as const;

/** So few failures after a pause do not say that it goes on. */
const STRAY = 3;

/** Whether what has come since an incident's last failures, after a pause, is no more than strays. */
function isStray(scanner: Scanner, incident: Incident, since: Sums, bin: number): boolean {
  if (bin - incident.end <= pauseOf(incident)) return false;
  const [seen, usual] = within(scanner, incident.scope, since);
  return seen < STRAY + 1.5 * usual;
}

/** Closes an incident. */
export function close(scanner: Scanner, incident: Incident, bin: number): void {
  scanner.open.splice(scanner.open.indexOf(incident), 1);
  incident.closed = bin + 1;
  incident.pending = undefined;
  scanner.closed.push(incident);
}

/** Adds a bin's rows to the open incidents; closes those that are over (a one-sided CUSUM: Page 1954). */
export function follow(scanner: Scanner, bin: number, from: number, to: number): void {
  const { bins, usual } = scanner;
  for (const incident of [...scanner.open]) {
    if (incident.announced !== null || incident.sums === undefined || !scanner.open.includes(incident))
      continue;
    let [x, e] = [0, 0];
    for (let row = from; row < to; row++) {
      if (!holds(scanner, incident.scope, bins.leaf[row]!)) continue;
      expect(scanner, row, bins.leaf[row]!, bins.settled[row]!);
      e += usual[incident.c]!;
      if (bins.category[row] === incident.c) x += bins.settled[row]!;
    }
    addRows(scanner, incident.c, (incident.pending ??= noSums(scanner)), from, to);
    const isDays = lengthOf(incident) > 288;
    const ratio = Math.max(1.5, 1 + (incident.ratio - 1) * (isDays ? 0.25 : 0.5));
    incident.over = Math.max(0, incident.over + (ratio - 1) * e - x * Math.log(ratio));
    const goesOn = incident.over === 0 && x > 0 && !isStray(scanner, incident, incident.pending, bin);
    if (goesOn) incident.end = bin + 1;
    if (incident.end > bin) takePending(incident);
    if (goesOn) {
      rescope(scanner, incident);
      unite(scanner, incident);
      if (!scanner.open.includes(incident)) continue;
    }
    const quiet = bin + 1 - incident.end;
    const silence = lengthOf(incident) < 144 ? SILENT.short : SILENT.long;
    if ((incident.over > OVER && quiet >= QUIET) || quiet > silence) close(scanner, incident, bin);
  }
}

/** Sums up what was closed over a day ago, and forgets its sums. */
export function settle(scanner: Scanner, bin: number): void {
  for (const incident of scanner.closed) {
    if (incident.sums === undefined || bin - incident.end <= 288) continue;
    incident.summary = summarise(scanner, incident);
    incident.sums = undefined;
  }
}
