import { LRUCache } from 'lru-cache';

interface Flight<Answer> {
  answer: Promise<Answer>;
  waiting: number;
  stop: AbortController;
}

/** Rejects when a signal aborts; `forget` takes the listener away. */
function abortOf(signal: AbortSignal) {
  let forget = () => {};
  const aborted = new Promise<never>((_, failed) => {
    const leave = () => failed(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    forget = () => signal.removeEventListener('abort', leave);
  });
  return { aborted, forget };
}

/**
 * Answers by key: kept while there is room, and worked out once for all who ask at the same time. The work is stopped
 * when the last of them has gone.
 */
export class Flights<Answer extends object> {
  readonly #kept: LRUCache<string, Answer>;
  readonly #flights = new Map<string, Flight<Answer>>();

  /** Keeps answers of the size `most` in all, each as large as `sizeOf` says; one beyond a quarter is not kept. */
  constructor(most: number, sizeOf: (answer: Answer) => number) {
    this.#kept = new LRUCache({ maxSize: most, maxEntrySize: most / 4, sizeCalculation: sizeOf });
  }

  /** The answer of a key; rejects with the signal's reason when its asker goes. */
  async get(
    key: string,
    signal: AbortSignal | undefined,
    work: (stop: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    signal?.throwIfAborted();
    const known = this.#kept.get(key);
    if (known) return known;
    const flight = this.#flights.get(key) ?? this.#start(key, work);
    const leaving = signal && abortOf(signal);
    flight.waiting += 1;
    try {
      return await (leaving ? Promise.race([flight.answer, leaving.aborted]) : flight.answer);
    } finally {
      leaving?.forget();
      flight.waiting -= 1;
      if (flight.waiting === 0) this.#end(key, flight);
    }
  }

  #start(key: string, work: (stop: AbortSignal) => Promise<Answer>): Flight<Answer> {
    const stop = new AbortController();
    const answer = work(stop.signal).then((made) => {
      this.#kept.set(key, made);
      return made;
    });
    const flight = { answer, waiting: 0, stop };
    answer.catch(() => this.#end(key, flight));
    this.#flights.set(key, flight);
    return flight;
  }

  #end(key: string, flight: Flight<Answer>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.stop.abort();
  }
}
