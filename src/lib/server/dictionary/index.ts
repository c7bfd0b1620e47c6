import { resolve } from 'node:path';
import { knownCategories } from '../../../../ingest/dictionary/overrides.ts';
import { loadLimits, loads } from '../loads/index.ts';
import { published } from '../published.ts';
import { DictionaryDesk } from './desk.ts';

export { dictionaryCoverage } from './coverage.ts';
export { DictionaryDesk, type DictionaryChange, type ReadingKey } from './desk.ts';
export { readingKeyFrom, readingsFrom } from './form.ts';

let desk: DictionaryDesk | undefined;

/** The readings of this server's database. */
export function dictionary(): DictionaryDesk {
  desk ??= new DictionaryDesk(resolve(published().path), loadLimits(), loads());
  return desk;
}

/** What an operator may say that a code means. */
export const assignable = () => knownCategories().filter((it) => it !== 'unknown');
