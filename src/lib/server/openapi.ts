import { z } from 'zod';
import { QUESTION_NAMES, answers, errorAnswer, questionKeys } from '../contracts/index.ts';
import type { QuestionName } from '../contracts/index.ts';
import { FORMATS } from '../contracts/index.ts';
import { MEDIA_TYPES } from './http/format.ts';
import { programVersion } from './root.ts';

type Json = Record<string, unknown>;

const SUMMARIES: Record<QuestionName, string> = {
  summary: 'The figures of a window, beside those of the window it is compared with',
  heatmap: 'Attempts by two dimensions, with one metric',
  series: 'Attempts over time, with one metric',
  ranking: 'The values of one dimension, highest metric first',
  codes: "The channels' own codes of the failures, most frequent first",
  attempts: 'The attempts themselves, newest first, paged',
  incidents: 'The incidents that were found, most money at risk first',
  incident: 'One incident with all that it rests on',
  calendar_effects: 'What usually rises with the calendar, and when next',
  explain: 'Which combinations carry the failures that are more than usual',
  reconciliation: 'What merchant bills say of the log: what they correct, and what neither side explains',
  quality: 'What was loaded, what was refused and what no rule matched',
};

/** The OpenAPI 3.1 description of the API, made from the validators; the same every time. */
export function openApi(): Json {
  const questions = QUESTION_NAMES.map((name) => [`/api/v1/${name}`, { get: operation(name) }]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Payweather',
      version: programVersion(),
      description:
        'Where, when and why payments fail. Dates are local to the campus; both ends are inclusive.',
    },
    paths: {
      ...Object.fromEntries(questions),
      '/api/v1/openapi.json': { get: plain('This description', 'application/json') },
      '/healthz': { get: plain('Answers while the process lives', 'text/plain') },
      '/readyz': {
        get: { ...plain('Whether a published database is open', 'application/json', { 503: refusal }) },
      },
      '/metrics': { get: plain('Metrics in the Prometheus text format', 'text/plain') },
    },
    components: {
      schemas: {
        error: schemaOf(errorAnswer),
        ...Object.fromEntries(QUESTION_NAMES.map((name) => [name, schemaOf(answers[name])])),
      },
    },
  };
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const refusal = { description: 'Refused', content: { 'application/json': { schema: reference('error') } } };

function operation(name: QuestionName): Json {
  const content = Object.fromEntries(
    FORMATS.map((format) => [MEDIA_TYPES[format], { schema: format === 'json' ? reference(name) : {} }]),
  );
  return {
    operationId: name,
    summary: SUMMARIES[name],
    parameters: [...parametersOf(name), formatParameter],
    responses: {
      200: { description: 'The answer', content },
      304: { description: 'The answer is still the one that If-None-Match names' },
      400: refusal,
      503: refusal,
    },
  };
}

const formatParameter = {
  name: 'format',
  in: 'query',
  description: 'overrides Accept; JSON is the whole answer, the others its main list',
  schema: { type: 'string', enum: [...FORMATS], default: 'json' },
};

function parametersOf(name: QuestionName): Json[] {
  const { properties = {} } = z.toJSONSchema(questionKeys[name], { io: 'output' });
  return Object.entries(properties).map(([key, property]) => {
    const { description, ...schema } = property as Json;
    return { name: key, in: 'query', ...(description ? { description } : {}), schema };
  });
}

function plain(summary: string, type: string, others: Json = {}): Json {
  return {
    summary,
    responses: { 200: { description: summary, content: { [type]: { schema: {} } } }, ...others },
  };
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema) as Json;
  return described;
}
