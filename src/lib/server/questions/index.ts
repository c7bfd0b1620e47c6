import type { z } from 'zod';
import type { answers, QuestionKeys, QuestionName } from '../../contracts/index.ts';
import type { Lease } from '../version.ts';
import { attempts } from './attempts.ts';
import { calendarEffects } from './calendar_effects.ts';
import { codes } from './codes.ts';
import { explain } from './explain.ts';
import { heatmap } from './heatmap.ts';
import { incident } from './incident.ts';
import { incidents } from './incidents.ts';
import { quality } from './quality.ts';
import { ranking } from './ranking.ts';
import { reconciliation } from './reconciliation.ts';
import { series } from './series.ts';
import { summary } from './summary.ts';

/** The answer to the question of that name. */
export type Answer<Name extends QuestionName> = z.infer<(typeof answers)[Name]>;

type Questions = {
  [Name in QuestionName]: (lease: Lease, keys: QuestionKeys<Name>) => Promise<Answer<Name>>;
};

/** How each question is answered. */
export const questions: Questions = {
  summary,
  heatmap,
  series,
  ranking,
  codes,
  attempts,
  explain,
  incidents,
  incident,
  calendar_effects: calendarEffects,
  reconciliation,
  quality,
};
