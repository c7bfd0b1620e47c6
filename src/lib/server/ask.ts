import type { QuestionKeys, QuestionName } from '../contracts/index.ts';
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

/** Answers one question from a version that the caller holds. */
export function answerFrom<Name extends QuestionName>(
  lease: Lease,
  name: Name,
  keys: QuestionKeys<Name>,
): Promise<Answer<Name>> {
  return questions[name](lease, keys);
}
