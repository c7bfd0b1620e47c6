import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isCompiled, noteSources } from '../../bin/compiled.js';
import { ROOT } from '../../ingest/paths.ts';

let root: string;

const MINUTE = 60_000;
const source = () => join(root, 'main.ts');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'payweather-compiled-'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(source(), 'one');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const note = (since: number) => noteSources(root, ['main.ts', 'absent.json'], since);

it('is what the sources were compiled to, while they are as they were', () => {
  expect(isCompiled(root)).toBe(false);
  note(Date.now() + MINUTE);
  expect(isCompiled(root)).toBe(true);
});

it.each([
  ['is of another size', () => writeFileSync(source(), 'longer')],
  ['was written at another time', () => utimesSync(source(), new Date(), new Date(0))],
  ['is gone', () => rmSync(source())],
  ['was noted in a list that cannot be read', () => writeFileSync(join(root, 'dist', 'sources.json'), '[["')],
])('is left for the sources once one of them %s', (_, change) => {
  note(Date.now() + MINUTE);
  change();
  expect(isCompiled(root)).toBe(false);
});

it('is trusted where a source comes from a clock that is ahead, until it is written', () => {
  const ahead = new Date(Date.now() + MINUTE);
  utimesSync(source(), ahead, ahead);
  note(Date.now());
  expect(isCompiled(root)).toBe(true);
  writeFileSync(source(), 'two');
  expect(isCompiled(root)).toBe(false);
});

it('is not trusted where a source was written while it was compiled', () => {
  note(Date.now() - MINUTE);
  expect(isCompiled(root)).toBe(false);
});

it('is there for the tests of the command line', () => {
  expect(isCompiled(ROOT)).toBe(true);
});
