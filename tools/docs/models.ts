import { openMemory } from '../../ingest/database.ts';
import { LAYERS, readChecks, readModels, type Sidecar } from '../../ingest/models/catalog.ts';
import { inOrder, tablesOf, type Node } from '../../ingest/models/graph.ts';
import { page, table } from './text.ts';

const KINDS: Record<Sidecar['materialized'], string> = {
  view: 'a view: computed when it is asked',
  table: 'a table, made anew by each load',
  keyed: 'a table to which a load adds new keys',
  replaced: 'a table in which a load replaces the orders that it touches',
  compared: 'a table, made anew by each load before all others: what differs from before is touched',
  partitioned: 'a table in which a load replaces the dates that it touches',
};

interface Drawn extends Node {
  /** Raw and reference tables among what it reads. */
  inputs: string[];
}

async function drawn(): Promise<Drawn[]> {
  const database = await openMemory();
  try {
    const nodes = await inOrder(database, readModels());
    const tables = await tablesOf(
      database,
      nodes.map(({ model }) => model.sql),
    );
    return nodes.map((node, index) => ({
      ...node,
      inputs: [...tables[index]!].filter((name) => /^(raw|ref)_/.test(name)).sort(),
    }));
  } finally {
    database.close();
  }
}

function graph(nodes: Drawn[]): string {
  const groups = LAYERS.map((layer) => {
    const names = nodes.filter(({ model }) => model.layer === layer).map(({ model }) => `    ${model.name}`);
    return [`  subgraph ${layer}`, ...names.sort(), '  end'].join('\n');
  });
  const arrows = nodes.flatMap(({ model, reads, inputs }) =>
    [...inputs.filter((name) => name.startsWith('raw_')), ...reads].map(
      (read) => `  ${read} --> ${model.name}`,
    ),
  );
  return ['```mermaid', 'flowchart LR', ...groups, ...arrows.sort(), '```'].join('\n');
}

function described({ model, reads, inputs }: Drawn): string {
  return [
    `### ${model.name}`,
    `${model.grain[0]?.toUpperCase()}${model.grain.slice(1)}.`,
    `Kept as ${KINDS[model.materialized]}. Reads ${[...inputs, ...reads].map((name) => `\`${name}\``).join(', ')}. Text: [\`sql/${model.layer}/${model.name}.sql\`](../sql/${model.layer}/${model.name}.sql).`,
    table(
      ['column', 'meaning', 'unit or values', 'tests'],
      Object.entries(model.columns).map(([name, { meaning, unit, values, tests }]) => [
        `\`${name}\``,
        meaning,
        unit ?? values?.join(', ') ?? '',
        tests?.join(', ') ?? '',
      ]),
    ),
  ].join('\n\n');
}

/** docs/models.md: the graph of the models, and each with its grain, inputs and columns. */
export async function modelsPage(): Promise<string> {
  const nodes = await drawn();
  return page(
    '# Models',
    'Data flows one way: raw → staging → intermediate → marts → queries. The order of execution is read out of the SQL itself. Reference data (`ref_…`, one table a file of `sql/reference`) is left out of the picture.',
    graph(nodes),
    ...LAYERS.flatMap((layer) => [
      `## ${layer[0]?.toUpperCase()}${layer.slice(1)}`,
      ...nodes
        .filter(({ model }) => model.layer === layer)
        .sort((one, other) => one.model.name.localeCompare(other.model.name))
        .map(described),
    ]),
    '## Checks before publishing',
    'Each is a SELECT that returns offenders; nothing is published while one of them finds any.',
    readChecks()
      .map(({ name }) => `- [\`${name}\`](../sql/checks/${name}.sql)`)
      .join('\n'),
  );
}
