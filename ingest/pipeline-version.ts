import { createHash } from 'node:crypto';
import { MEMORY, THRESHOLD } from './detect/index.ts';
import { DETECTION_TABLES } from './detect/schema.ts';
import { modelTexts } from './models/catalog.ts';

/** SHA-256 of what computes the published tables, as 12 hex digits: what was published by another must be computed again. */
export function pipelineVersion(): string {
  return createHash('sha256')
    .update(JSON.stringify([modelTexts(), DETECTION_TABLES, MEMORY, THRESHOLD]))
    .digest('hex')
    .slice(0, 12);
}
