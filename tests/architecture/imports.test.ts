import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf, type SourceFile } from './sources.ts';

/** The parts of the program, by where they lie; the first that fits. */
const PARTS = [
  'ingest/sources',
  'ingest/load',
  'ingest/models',
  'ingest/detect/marks',
  'ingest/dictionary/overrides',
  'ingest/tables',
  'ingest',
  'src/cli',
  'src/simulate',
  'src/lib/contracts',
  'src/lib/server',
  'src/lib/charts',
  'src/lib/components',
  'src/lib/filters',
  'src/lib/format',
  'src/lib/paraglide',
  'src/lib/preferences',
  'src/lib/words',
  'src/routes',
  'src',
  'stats',
  'bin',
  'tests',
  'tools',
  'fixtures',
];

const TEXT = [
  'src/lib/contracts',
  'src/lib/filters',
  'src/lib/format',
  'src/lib/paraglide',
  'src/lib/preferences',
];
const SCREEN = [...TEXT, 'src/lib/charts', 'src/lib/words'];
const PIPELINE = [
  'ingest',
  'ingest/sources',
  'ingest/load',
  'ingest/models',
  'ingest/detect/marks',
  'ingest/dictionary/overrides',
  'ingest/tables',
];

/** What each part may import besides itself; a part that is not named here may import nothing of ours. */
const MAY_IMPORT: Record<string, string[]> = {
  bin: ['src/cli'],
  ingest: [...PIPELINE, 'stats'],
  'ingest/sources': ['ingest', 'ingest/tables'],
  'ingest/load': ['ingest', 'ingest/sources', 'ingest/tables'],
  'ingest/models': ['ingest', 'ingest/dictionary/overrides', 'ingest/tables'],
  'ingest/dictionary/overrides': ['ingest'],
  src: ['src/lib/contracts', 'src/lib/paraglide', 'src/lib/preferences', 'src/lib/server', 'src/lib/words'],
  'src/cli': [...PIPELINE, 'src/lib/contracts', 'src/lib/server', 'src/simulate'],
  'src/lib/charts': ['src/lib/contracts'],
  'src/lib/components': SCREEN,
  'src/lib/filters': ['src/lib/contracts'],
  'src/lib/format': ['src/lib/contracts'],
  // What a table holds is a list; loading itself runs as a process of its own.
  // The journal of marks lies beside the published file: written by the server, respected by detection.
  // The operator's readings lie there too: shown by the server, changed by a process of its own.
  'src/lib/server': [
    'src/lib/contracts',
    'src/lib/preferences',
    'ingest/detect/marks',
    'ingest/dictionary/overrides',
    'ingest/tables',
    'stats',
  ],
  'src/lib/words': TEXT,
  'src/routes': [...SCREEN, 'src', 'src/lib/components', 'src/lib/server'],
  tools: [...PIPELINE, 'bin', 'src/cli', 'src/lib/contracts', 'src/lib/server', 'src/simulate', 'stats'],
};

/** Packages that only some parts may use, since they belong to one side of the published file. */
const BOUND_PACKAGES: Record<string, string[]> = {
  '@duckdb/node-api': [...PIPELINE, 'src/cli', 'src/lib/server', 'tools', 'tests'],
  'apache-arrow': ['src/lib/server', 'tests'],
  commander: ['src/cli'],
  echarts: ['src/lib/charts', 'src/lib/components', 'tools', 'tests'],
};

/** Parts that run from their sources after an installation for production. */
const AT_RUN_TIME = [
  ...PIPELINE,
  'bin',
  'src/cli',
  'src/lib/contracts',
  'src/lib/server',
  'src/simulate',
  'stats',
];

const partOf = (path: string) =>
  PARTS.find((part) => path === part || path.startsWith(`${part}/`) || path.startsWith(`${part}.`));
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const FILES = sourceFiles();
const edges = (files: SourceFile[]) =>
  files.flatMap(({ path, imports }) => imports.map((name) => ({ path, name })));
const said = (list: { path: string; name: string }[]) =>
  list.map(({ path, name }) => `${path} imports ${name}`);

describe('imports', () => {
  it('are found in the code', () => {
    expect(FILES.length).toBeGreaterThan(100);
    expect(edges(FILES).some(({ name }) => name === 'src/lib/server/index.ts')).toBe(true);
  });

  it('go one way', () => {
    const wrong = edges(FILES).filter(({ path, name }) => {
      const from = partOf(path) ?? path;
      const to = partOf(name);
      if (to === undefined || to === from || from === 'tests') return false;
      return !(MAY_IMPORT[from] ?? []).includes(to);
    });
    expect(said(wrong)).toEqual([]);
  });

  it('never lead to tests or fixtures', () => {
    const wrong = edges(FILES).filter(
      ({ path, name }) => !path.startsWith('tests/') && /^(tests|fixtures)\//.test(name),
    );
    expect(said(wrong)).toEqual([]);
  });

  it('keep what runs in the browser away from the pipeline and from Node', () => {
    const inBrowser = ['src/lib/charts', 'src/lib/components', ...TEXT, 'src/lib/words'];
    const wrong = edges(FILES).filter(
      ({ path, name }) =>
        inBrowser.includes(partOf(path) ?? '') && /^(ingest\/|src\/lib\/server|node:)/.test(name),
    );
    expect(said(wrong)).toEqual([]);
  });

  it('use a bound package only where it belongs', () => {
    const wrong = edges(FILES).filter(({ path, name }) => {
      const allowed = BOUND_PACKAGES[packageOf(name)];
      return allowed !== undefined && !allowed.includes(partOf(path) ?? '');
    });
    expect(said(wrong)).toEqual([]);
  });

  it('name only packages that package.json has, those of run time among its dependencies', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const wrong = edges(FILES).filter(({ path, name }) => {
      if (partOf(name) !== undefined || /^(node:|\$|src\/)/.test(name) || !/^[@a-z]/.test(name)) return false;
      const known = AT_RUN_TIME.includes(partOf(path) ?? '')
        ? dependencies
        : { ...dependencies, ...devDependencies };
      return !(packageOf(name) in known);
    });
    expect(said(wrong)).toEqual([]);
  });
});

describe('the parts', () => {
  it('leave SQL to sql/, outside of the pipeline and the server', () => {
    const screens = FILES.filter(({ path }) =>
      /^src\/(routes|lib\/(charts|components|filters|format|words))\//.test(path),
    );
    const wrong = screens.filter(({ path }) => /\bSELECT\b[\s\S]*\bFROM\b/.test(textOf(path)));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('draw charts through one component', () => {
    const using = FILES.filter(({ path }) => path.endsWith('.svelte')).filter(({ imports }) =>
      imports.some((name) => packageOf(name) === 'echarts' || name.endsWith('/echarts.ts')),
    );
    expect(using.map(({ path }) => path)).toEqual(['src/lib/components/Chart.svelte']);
  });
});
