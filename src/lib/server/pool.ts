/** A few things of one kind, each used by one at a time; who comes when all are taken waits in line. */
export class Pool<Thing> {
  readonly #make: () => Promise<Thing>;
  readonly #most: number;
  readonly #idle: Thing[];
  readonly #waiting: ((thing: Thing) => void)[] = [];
  #made: number;

  constructor(make: () => Promise<Thing>, most: number, idle: Thing[] = []) {
    this.#make = make;
    this.#most = most;
    this.#idle = [...idle];
    this.#made = idle.length;
  }

  async take(): Promise<Thing> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#made >= this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#made += 1;
    try {
      return await this.#make();
    } catch (error) {
      this.#made -= 1;
      throw error;
    }
  }

  give(thing: Thing): void {
    const next = this.#waiting.shift();
    if (next) next(thing);
    else this.#idle.push(thing);
  }

  /** Empties the pool and hands over what was idle. */
  drain(): Thing[] {
    return this.#idle.splice(0);
  }
}
