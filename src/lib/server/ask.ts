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
  const lease = await published().lease(signal);
  try {
    return await answerFrom(lease, name, checked);
  } finally {
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
