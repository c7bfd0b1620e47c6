import { createHash } from 'node:crypto';
import { programVersion } from '../root.ts';

/** The name of an answer: the same data, program, question, keys and format give the same bytes. */
export function etagOf(dataVersion: string, name: string, keys: object, format: string): string {
  const question = JSON.stringify([programVersion(), dataVersion, name, keys, format]);
  return `"${createHash('sha256').update(question).digest('base64url').slice(0, 27)}"`;
}

/** Whether the asker already has the answer of that name (RFC 9110, weak comparison). */
export function hasAlready(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
