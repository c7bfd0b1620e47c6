import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../ingest/paths.ts';
import { generatedPages } from '../../tools/docs/pages.ts';
import { filesBelow, textOf } from './sources.ts';

const PAGES = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesBelow('docs'),
].filter((path) => path.endsWith('.md'));

describe('the written docs', () => {
  it('are what npm run docs writes', async () => {
    for (const [path, text] of Object.entries(await generatedPages())) {
      expect(textOf(path) === text, `${path} is stale: run npm run docs`).toBe(true);
    }
  });

  it.each(PAGES)('%s links to files that exist', (path) => {
    const links = [...textOf(path).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });

  it.each(['README.md', 'README.zh-CN.md'])('%s names the two commands', (path) => {
    expect(textOf(path)).toContain('npm ci && npm start\n');
    expect(textOf(path)).toContain('npm ci && npm test\n');
  });

  it('give every dependency its reason', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const reasons = textOf('docs/decisions/dependencies.md');
    const names = Object.keys({ ...dependencies, ...devDependencies });
    expect(names.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });

  it('have the same sections in both languages', () => {
    const shape = (path: string) => [...textOf(path).matchAll(/^#+ |^```\w*/gm)].map(([mark]) => mark);
    expect(shape('README.zh-CN.md')).toEqual(shape('README.md'));
  });
});
