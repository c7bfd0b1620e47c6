import type { CodeItem } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** The codes of the failures of a window, most frequent first. */
export const codes = (run: Run, parameters: Parameters) =>
  run<Omit<CodeItem, 'compared'>>('codes', parameters);
