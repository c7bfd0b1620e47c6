import { z } from 'zod';
import {
  attemptRow,
  calendarEffect,
  codeItem,
  driver,
  EXPLAINED,
  finding,
  heatmapCell,
  incidentBin,
  incidentRow,
  qualityAnswer,
  rankingItem,
  SCOPE_KEYS,
  seriesPoint,
} from '../../contracts/index.ts';
import type { QuestionName } from '../../contracts/index.ts';
import type { Answer } from '../questions/index.ts';

export type ColumnType = 'text' | 'integer' | 'number';
export type Value = string | number | null;

/** An answer's main list, ready for formats that know only rows and columns. */
export interface AnswerTable {
  columns: { name: string; type: ColumnType }[];
  rows: Record<string, Value>[];
  metadata: { question: string; data_version: string; sample: string; from: string; to: string };
}

const summaryFigure = z.object({
  figure: z.string(),
  value: z.number().nullable(),
  compared: z.number().nullable(),
});

const nullableText = z.string().nullable();
const incidentLine = incidentRow.omit({ scope: true, drivers: true, interval: true, handling: true }).extend({
  ...Object.fromEntries(SCOPE_KEYS.map((key) => [key, nullableText])),
  excess_low: z.number().nullable(),
  excess_high: z.number().nullable(),
  evidence: z.string().describe('JSON'),
  handling: z.string(),
});

/** A driver as a row: a column for each dimension of its scope, and one for each end of its interval. */
const driverRow = driver.omit({ scope: true, interval: true, cause: true }).extend({
  ...Object.fromEntries(EXPLAINED.map((dimension) => [dimension, z.string().nullable()])),
  interval_low: z.number().nullable(),
  interval_high: z.number().nullable(),
  cause: z.number().int(),
});

const findingRow = finding.omit({ past_line: true }).extend({ past_line: z.number().int() });

type Listing<Name extends QuestionName> = {
  row: z.ZodType;
  rows: (answer: Answer<Name>) => Record<string, unknown>[];
};

/** The main list of each answer, and what its rows look like. */
const LISTINGS: { [Name in QuestionName]: Listing<Name> } = {
  summary: { row: summaryFigure, rows: summaryFigures },
  heatmap: { row: heatmapCell, rows: (answer) => answer.cells },
  series: { row: seriesPoint, rows: (answer) => answer.points },
  ranking: { row: rankingItem, rows: (answer) => answer.items },
  codes: { row: codeItem, rows: (answer) => answer.items },
  attempts: { row: attemptRow, rows: (answer) => answer.attempts },
  incidents: { row: incidentLine, rows: incidentLines },
  incident: { row: incidentBin, rows: (answer) => answer.bins },
  calendar_effects: { row: calendarEffect, rows: (answer) => answer.calendar_effects },
  explain: {
    row: driverRow,
    rows: ({ drivers }) =>
      drivers.map(({ scope, interval, cause, ...counts }) => ({
        ...scope,
        ...counts,
        interval_low: interval?.low ?? null,
        interval_high: interval?.high ?? null,
        cause: Number(cause),
      })),
  },
  reconciliation: {
    row: findingRow,
    rows: ({ items }) => items.map(({ past_line, ...item }) => ({ ...item, past_line: Number(past_line) })),
  },
  quality: { row: qualityAnswer.shape.unmapped_codes.element, rows: (answer) => answer.unmapped_codes },
};

/** The main list of an answer as a table. */
export function tableOf<Name extends QuestionName>(name: Name, answer: Answer<Name>): AnswerTable {
  const listing: Listing<Name> = LISTINGS[name];
  const rows = listing.rows(answer) as Record<string, Value>[];
  const { properties } = z.toJSONSchema(listing.row) as { properties: Record<string, Schema> };
  const columns = Object.entries(properties).map(([column, schema]) => ({
    name: column,
    type: columnType(
      schema,
      rows.map((row) => row[column] ?? null),
    ),
  }));
  const { data_version, sample, from, to } = answer;
  return {
    columns,
    rows,
    metadata: { question: name, data_version, sample: String(sample), from: from ?? '', to: to ?? '' },
  };
}

function summaryFigures(answer: Answer<'summary'>) {
  const { data_version, sample, from, to, compared_from, compared_to, failures_by_category, ...figures } =
    answer;
  return [
    ...Object.entries(figures).map(([figure, compared]) => ({ figure, ...compared })),
    ...Object.entries(failures_by_category).map(([category, compared]) => ({
      figure: `failures_by_category.${category}`,
      ...compared,
    })),
  ];
}

function incidentLines(answer: Answer<'incidents'>) {
  return answer.incidents.map(({ scope, drivers: _, interval, evidence, handling, ...row }) => ({
    ...row,
    ...Object.fromEntries(SCOPE_KEYS.map((key) => [key, scope[key] ?? null])),
    excess_low: interval?.low ?? null,
    excess_high: interval?.high ?? null,
    evidence: JSON.stringify(evidence),
    is_wide: String(row.is_wide),
    handling: handling.state,
  }));
}

type Schema = { type?: string | string[]; anyOf?: Schema[] };

/** A value of a dimension may be a text or a number: then the values decide. */
function columnType(schema: Schema, values: Value[]): ColumnType {
  const types = new Set(typesOf(schema));
  if (types.has('string') && types.has('number')) {
    return values.length > 0 && values.every((value) => typeof value === 'number') ? 'integer' : 'text';
  }
  if (types.has('integer')) return 'integer';
  return types.has('number') ? 'number' : 'text';
}

function typesOf(schema: Schema): string[] {
  return schema.anyOf ? schema.anyOf.flatMap(typesOf) : [schema.type ?? 'string'].flat();
}
