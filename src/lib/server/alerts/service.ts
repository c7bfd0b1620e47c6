import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertRule, AlertWords } from '../../contracts/index.ts';
import { log } from '../log.ts';
import type { Published } from '../published.ts';
import { readNames } from '../incidents/read.ts';
import { alertIncidents } from '../queries/alert_incidents.ts';
import { buildings } from '../queries/buildings.ts';
import { campuses } from '../queries/campuses.ts';
import type { Run } from '../version.ts';
import { PATIENCE, waitAfter, type Patience } from './backoff.ts';
import { send } from './channels/index.ts';
import { nextDue, receiver, unsent } from './due.ts';
import { alertFiles } from './files.ts';
import { AlertJournal, type AlertRecord } from './journal.ts';
import { AlertLock } from './lock.ts';
import { silenced } from './marks.ts';
import { digests, news, type Known } from './queue.ts';
import { readRules } from './rules.ts';
import { emptyState, fold, RULE_DELETED, UNSURE, type Delivery } from './state.ts';

/** What alerting works with. */
export interface AlertOptions {
  published: Published;
  words: AlertWords;
  patience?: Patience;
  /** Pause between two looks. */
  every_ms?: number;
}

/** Tells people of incidents, in the background, from its making until `stop`. */
export class AlertService {
  readonly #options: Required<AlertOptions>;
  readonly #journal: AlertJournal;
  readonly #lock: AlertLock;
  readonly #state = emptyState();
  readonly #ending = new AbortController();
  readonly #ended: Promise<void>;
  #known: (Known & { version: string }) | undefined;
  #problem = '';

  constructor(options: AlertOptions) {
    this.#options = { patience: PATIENCE, every_ms: 10_000, ...options };
    const files = alertFiles(options.published.path);
    this.#journal = new AlertJournal(files.journal);
    this.#lock = new AlertLock(files.lock);
    this.#ended = this.#run();
  }

  /** Starts nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#ended;
    this.#lock.release();
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await this.#pass().then(
        () => (this.#problem = ''),
        (error: unknown) => this.#complain(error),
      );
      await sleep(this.#options.every_ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #pass(): Promise<void> {
    const files = alertFiles(this.#options.published.path);
    const rules = readRules(files.rules);
    if ((rules.length === 0 && this.#state.deliveries.size === 0) || !this.#lock.hold(Date.now())) return;
    for (const record of this.#journal.news()) fold(this.#state, record);
    try {
      if (rules.some(({ on }) => on)) await this.#notice(rules, files.marks);
    } finally {
      await this.#deliver(rules);
    }
  }

  async #notice(rules: AlertRule[], marks: string): Promise<void> {
    const { words } = this.#options;
    const known = await this.#look();
    const pass = { rules, state: this.#state, known, silenced: silenced(marks, known.names), words };
    this.#note(news({ ...pass, now: Date.now() }));
    this.#note(digests({ ...pass, now: Date.now() }));
  }

  /** What the published data says; it is asked again only when there is a newer version. */
  async #look(): Promise<Known> {
    const lease = await this.#options.published.lease();
    try {
      const { data_version, data_through_ms, sample } = lease.version.publication;
      if (this.#known?.version === data_version) return this.#known;
      this.#known = {
        version: data_version,
        incidents: await alertIncidents(lease.run),
        names: await readNames(lease),
        dataThrough: data_through_ms ?? 0,
        places: await placesFrom(lease.run),
        sample,
      };
      return this.#known;
    } finally {
      lease.release();
    }
  }

  async #deliver(rules: AlertRule[]): Promise<void> {
    const ids = new Set(rules.map(({ id }) => id));
    const orphans = unsent(this.#state).filter(({ rule }) => !ids.has(rule));
    const at = Date.now();
    this.#note(
      orphans.map(({ id, attempts }) => ({
        state: 'dead',
        at,
        id,
        attempt: attempts,
        error: RULE_DELETED,
      })),
    );
    const receivers = [...new Set(rules.map(({ target }) => receiver(target)))];
    await Promise.all(
      receivers.map((one) => this.#deliverTo(rules.filter(({ target }) => receiver(target) === one))),
    );
  }

  async #deliverTo(rules: AlertRule[]): Promise<void> {
    while (!this.#ending.signal.aborted && this.#lock.hold(Date.now())) {
      const delivery = nextDue(this.#state, rules, Date.now());
      const rule = rules.find(({ id }) => id === delivery?.rule);
      if (!delivery || !rule || !(await this.#try(delivery, rule))) return;
    }
  }

  /**
   * Tries one delivery, and says whether the receiver is well. What the last attempt left open (the process died in it,
   * or no answer came) is sent again, and said to be a possible repeat, or left to a person, as the rule has it.
   */
  async #try(delivery: Delivery, rule: AlertRule): Promise<boolean> {
    const { id, event, incidents } = delivery;
    const attempt = delivery.attempts + 1;
    const mayRepeat = rule.target.channel !== 'webhook' && (delivery.unsure || delivery.state === 'sending');
    if (mayRepeat && rule.when_unsure === 'leave') {
      this.#note([{ state: 'dead', at: Date.now(), id, attempt: delivery.attempts, error: UNSURE }]);
      return true;
    }
    const message = mayRepeat
      ? this.#options.words.repeat(delivery.message, rule.language)
      : delivery.message;
    this.#note([{ state: 'sending', at: Date.now(), id, attempt }]);
    const outcome = await send(rule.target, message, { id, event, incidents }, Date.now());
    const at = Date.now();
    const about = { delivery: id, rule: rule.id, event, attempt };
    if (outcome.sent) {
      this.#note([{ state: 'sent', at, id, attempt, answer: outcome.answer }]);
      log.info(about, 'alert sent');
      return true;
    }
    const { error, final, wait_ms = 0, unsure = false } = outcome;
    log.warn({ ...about, error }, 'alert not sent');
    if (final || attempt >= this.#options.patience.attempts) {
      this.#note([{ state: 'dead', at, id, attempt, error }]);
      return final;
    }
    const next_at = at + waitAfter(attempt, this.#options.patience, wait_ms);
    this.#note([{ state: 'failed', at, id, attempt, next_at, asked: wait_ms > 0, unsure, error }]);
    return false;
  }

  /** Writes down first; what is written is then read back like anyone else's lines. */
  #note(records: AlertRecord[]): void {
    if (records.length === 0) return;
    this.#journal.add(...records);
    for (const record of this.#journal.news()) fold(this.#state, record);
  }

  #complain(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== this.#problem) log.error({ err: error }, 'alerts cannot be sent now');
    this.#problem = problem;
  }
}

async function placesFrom(run: Run): Promise<Known['places']> {
  const [places, houses] = [await campuses(run), await buildings(run)];
  return {
    campuses: Object.fromEntries(places.map(({ campus_id, name }) => [campus_id, name])),
    buildings: Object.fromEntries(
      houses.map(({ campus_id, building_id, name }) => [`${campus_id}/${building_id}`, name]),
    ),
  };
}
