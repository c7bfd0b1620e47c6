import { addressFor, type Interest, type Step } from './session.ts';

/** A request and when it is due, in milliseconds from the start. */
export interface Due {
  at: number;
  address: string;
}

/** Half of all thinking takes between this and its inverse times the recorded time (log-normal). */
const SPREAD = 0.5;

/** A standard normal value (Box and Muller). */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * What one reader asks from 0 to `until` milliseconds: the session over and over, begun at a random place of it, with
 * thinking that differs from time to time. It is fixed before anything is asked, so that a slow answer delays nobody's
 * next press and all waiting is counted.
 */
export function* readerSchedule(
  session: readonly Step[],
  interest: Interest,
  random: () => number,
  until: number,
): Generator<Due> {
  const length = session.reduce((sum, { think }) => sum + think, 0) * 1000;
  let at = -random() * length;
  for (let step = 0; at < until; step += 1) {
    const { think, asks } = session[step % session.length]!;
    at += think * 1000 * Math.exp(SPREAD * normal(random));
    if (at < 0 || at >= until) continue;
    for (const ask of asks) yield { at, address: addressFor(ask, interest) };
  }
}

/** What all readers ask, in the order of time. */
export function schedule(
  session: readonly Step[],
  interests: readonly Interest[],
  random: () => number,
  until: number,
): Due[] {
  return interests
    .flatMap((interest) => [...readerSchedule(session, interest, random, until)])
    .sort((one, other) => one.at - other.at);
}
