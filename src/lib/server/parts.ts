import type { Part } from '../contracts/index.ts';
import { QuestionError } from './errors.ts';
import { logged } from './log.ts';

/**
 * Waits for a part of a page; when it fails, the rest of the page lives.
 * @throws QuestionError for bad input, which is the whole page's; the signal's reason when nobody waits any more
 */
export async function part<Value>(asked: Promise<Value>, signal?: AbortSignal): Promise<Part<Value>> {
  try {
    return { value: await asked, failed: null };
  } catch (error) {
    if (signal?.aborted || error instanceof QuestionError) throw error;
    return { value: null, failed: logged(error, 'a part of a page failed') };
  }
}
