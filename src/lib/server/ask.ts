import { setMaxListeners } from 'node:events';
import type { QuestionKeys, QuestionName } from '../contracts/index.ts';
import { textOf } from '../contracts/text.ts';
import { Flights } from './flights.ts';
import { FROM_JOURNALS, journalsState } from './incidents/journals.ts';
import { checkKeys, questionName } from './parse.ts';
import { published } from './published.ts';
import { questions } from './questions/index.ts';
import type { Answer } from './questions/index.ts';
import type { Lease } from './version.ts';

/** Keys as a caller writes them: what has a default may be left out. */
export type GivenKeys<Name extends QuestionName> = Partial<QuestionKeys<Name>>;

/** Answers one question from the newest published data; all of one answer comes from one version. */
export async function ask<Name extends QuestionName>(
  name: Name,
  keys: GivenKeys<Name> = {},
  signal?: AbortSignal,
): Promise<Answer<Name>> {
  const checked = checkKeys(questionName(name) as Name, keys);
  return together((ask) => ask(name, checked), signal);
}

/** Asks one question of the version that several questions share. */
export type Asker = <Name extends QuestionName>(name: Name, keys?: GivenKeys<Name>) => Promise<Answer<Name>>;

/** Answers the questions of one page: all of them from the same, newest version. */
export async function together<Result>(
  work: (ask: Asker) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  // Every question of a page listens whether its reader leaves.
  if (signal) setMaxListeners(0, signal);
  const lease = await published().lease(signal);
  const asked: Promise<unknown>[] = [];
  const ask: Asker = (name, keys = {}) => {
    const answer = answerFrom(lease, name, checkKeys(name, keys));
    asked.push(answer);
    return answer;
  };
  try {
    return await work(ask);
  } finally {
    await Promise.allSettled(asked);
    lease.release();
  }
}

/** Bytes of answers that are kept. */
const MOST_BYTES = 64 << 20;

const answers = new Flights<object>(MOST_BYTES, (answer) => textOf(answer).length);

/**
 * Answers one question from a version that the caller holds: what was answered before from that version and from the
 * same marks of people is not asked again.
 */
export function answerFrom<Name extends QuestionName>(
  lease: Lease,
  name: Name,
  keys: QuestionKeys<Name>,
): Promise<Answer<Name>> {
  const key = JSON.stringify([lease.version.id, FROM_JOURNALS.includes(name) && journalsState(), name, keys]);
  return answers.get(key, lease.signal, (stop) =>
    lease.version.with(stop, (own) => questions[name](own, keys)),
  ) as Promise<Answer<Name>>;
}
