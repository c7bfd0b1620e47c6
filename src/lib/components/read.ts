/** A question that the server did not answer; `id` names the reason in its log, where there is one. */
export class NotAnswered extends Error {
  readonly id: string | null;

  constructor(status: number, id: string | null) {
    super(`HTTP ${status}`);
    this.name = 'NotAnswered';
    this.id = id;
  }
}

/**
 * Asks the server a question: `attempts?…` and the like.
 * @throws NotAnswered for what is refused or failed; the signal's reason when nobody waits any more
 */
export async function read<Answer>(question: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(`/api/v1/${question}`, { signal });
  if (response.ok) return response.json();
  const body: { error?: { id?: string } } = await response.json().catch(() => ({}));
  throw new NotAnswered(response.status, body.error?.id ?? null);
}

/** The id of what made a reading fail; null where the server gave none, or was not there. */
export const failedId = (error: unknown): string | null => (error instanceof NotAnswered ? error.id : null);
