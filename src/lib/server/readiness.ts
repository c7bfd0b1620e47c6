import { QuestionError } from './errors.ts';
import { published } from './published.ts';
import type { Publication } from './queries/publication.ts';

/** Whether questions can be answered now, and if not, why. */
export type Readiness = { ready: true; publication: Publication } | { ready: false; reason: string };

/** Looks whether a published database is open. */
export async function readiness(): Promise<Readiness> {
  try {
    return { ready: true, publication: await currentVersion() };
  } catch (error) {
    if (error instanceof QuestionError) return { ready: false, reason: error.message };
    throw error;
  }
}

/** The published version that the next question will be answered from. */
export async function currentVersion(): Promise<Publication> {
  const lease = await published().lease();
  lease.release();
  return lease.version.publication;
}

/** Closes the published database; the next question opens it again. */
export function closePublished(): void {
  published().close();
}
