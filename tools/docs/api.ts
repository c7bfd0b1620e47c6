import { openApi } from '../../src/lib/server/openapi.ts';
import { MEDIA_TYPES } from '../../src/lib/server/http/format.ts';
import { page, table } from './text.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  format?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  additionalProperties?: Schema | boolean;
}

interface Operation {
  summary: string;
  parameters: { name: string; description?: string; schema: Schema }[];
  responses: Record<string, { description: string }>;
}

interface Document {
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, Schema> };
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object' && schema.properties === undefined) return 'object, one member a key';
  const range =
    schema.type === 'integer' && schema.minimum !== undefined && (schema.maximum ?? Infinity) < 1e9
      ? `, ${schema.minimum} to ${schema.maximum}`
      : '';
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type;
  return `${schema.format ?? type ?? 'any'}${range}`;
}

function keys({ parameters }: Operation): string {
  return table(
    ['key', 'takes', 'default', 'meaning'],
    parameters.map(({ name, description = '', schema }) => [
      `\`${name}\``,
      schema.type === 'array' ? `${typeOf(schema.items ?? {})}; may be repeated` : typeOf(schema),
      schema.default === undefined ? '' : `\`${String(schema.default)}\``,
      description,
    ]),
  );
}

function members(schema: Schema, prefix = ''): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const inner = member.type === 'array' ? member.items : member;
    const nested =
      inner?.properties === undefined
        ? []
        : members(inner, member.type === 'array' ? `${path}[].` : `${path}.`);
    const isFigure = nested.length === 2 && nested.some(([it]) => it === `\`${path}.compared\``);
    const type = isFigure
      ? '{value, compared}'
      : member.type === 'array' && nested.length > 0
        ? 'list'
        : typeOf(member);
    return [[`\`${path}\``, type, member.description ?? ''], ...(isFigure ? [] : nested)];
  });
}

function question(path: string, operation: Operation, answer: Schema): string {
  const name = path.split('/').at(-1) ?? '';
  return [
    `## ${name}`,
    `\`GET ${path}\` · \`payweather query ${name}\`: ${operation.summary}.`,
    '### Keys',
    keys(operation),
    '### Answer',
    table(['member', 'type', 'meaning'], members(answer)),
  ].join('\n\n');
}

/** docs/api.md: every question with its keys, answer, status codes and formats. */
export function apiPage(): string {
  const { paths, components } = openApi() as unknown as Document;
  const questions = Object.entries(paths).filter(([, { get }]) => get.parameters !== undefined);
  const others = Object.entries(paths).filter(([, { get }]) => get.parameters === undefined);
  return page(
    '# API',
    'The same questions over HTTP and on the command line: `GET /api/v1/NAME?key=value` and `payweather query NAME --key value` take the same keys and give the same answer. `GET /api/v1/openapi.json` says all of this to programs. There is nothing that changes data.',
    '## Formats',
    'By `?format=` (`--format` on the command line), else by `Accept`, else JSON. JSON is the whole answer, the others are its main list.',
    table(
      ['format', 'media type'],
      Object.entries(MEDIA_TYPES).map(([name, type]) => [`\`${name}\``, `\`${type}\``]),
    ),
    '## Status codes',
    table(
      ['status', 'when'],
      [
        ['200', 'the answer, with an `ETag` made of the data version, the question, its keys and the format'],
        ['304', 'the answer is still the one that `If-None-Match` names'],
        ['400', 'a key is unknown, repeated, empty or not understood; exit code 2 on the command line'],
        ['404', 'no question has that name; exit code 2 on the command line'],
        ['405', 'another method than GET or HEAD'],
        ['503', 'no published database is open yet'],
        ['500', 'the fault is ours; the log of the server says which'],
      ],
    ),
    'Every refusal has the body `{"error": {"code", "message", "field"}}`; `field` is the key at fault, or null. Where the fault is ours, `id` names the entry in the log.',
    ...questions.map(([path, { get }]) =>
      question(path, get, components.schemas[path.split('/').at(-1) ?? ''] ?? {}),
    ),
    '## For machines',
    table(
      ['path', 'answers'],
      others.map(([path, { get }]) => [`\`GET ${path}\``, get.summary]),
    ),
  );
}
