import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { attemptsOf } from '../ingest/files.ts';
import { csvOf } from '../ingest/support.ts';
import { launchBrowser } from '../../tools/browser.ts';
import { serve } from '../../tools/product.ts';
import { newFolder, removeFolder } from './product.ts';
import { ask, copySample, open, useBrowser } from './visit.ts';

const visit = useBrowser();

describe('a reader in another time zone', () => {
  it('reads the same dates and hours as on the campus, and is told so', async () => {
    const read = async (timezoneId: string, address: string) => {
      const page = await visit('en', { timezoneId });
      await open(page, address);
      const text = await page.getByRole('main').innerText();
      const told = await page.getByText('not your device’s').count();
      await page.context().close();
      return { text, told };
    };
    for (const address of ['/', '/?where=hour&grain=hour&from=2026-03-30&to=2026-04-02', '/incidents']) {
      const campus = await read('Asia/Shanghai', address);
      const abroad = await read('America/Los_Angeles', address);
      expect(abroad.text, address).toBe(campus.text);
      expect([campus.told, abroad.told], address).toEqual([0, 1]);
    }
  });
});

describe('with a product of its own', () => {
  const folder = newFolder();
  let locations: Locations;
  beforeAll(() => {
    locations = copySample(folder);
  });
  afterAll(() => removeFolder(folder));

  it('a view that is saved survives a restart and new data', { timeout: 240_000 }, async () => {
    const browser = await launchBrowser();
    const address = '/?category=balance&where=campus_id&selected=2026-03-28/2026-03-31';
    let product = await serve(locations);
    try {
      const page = await browser.newPage({ baseURL: product.origin, locale: 'en' });
      await page.goto(`/views?${new URLSearchParams({ save: address })}`, { waitUntil: 'networkidle' });
      await page.getByLabel('Name').fill('Month end');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('link', { name: 'Month end' }).waitFor();
      await product.stop();
      const log = join(folder, 'later.csv');
      writeFileSync(log, csvOf(attemptsOf(3)));
      const { version } = await ingest(locations, { paths: [log], table: 'attempts', sample: true });
      expect(version).not.toBeNull();
      product = await serve(locations);
      const again = await browser.newPage({ baseURL: product.origin, locale: 'en' });
      await again.goto('/v/Month%20end', { waitUntil: 'networkidle' });
      const { pathname, search } = new URL(again.url());
      expect(pathname + search).toBe(address);
      await again.getByRole('link', { name: 'Let go of the selected dates' }).waitFor();
    } finally {
      await browser.close();
      await product.stop();
    }
  });

  it(
    'a question that fails leaves the rest of the page, with an id and another try',
    { timeout: 240_000 },
    async () => {
      const broken = locate(join(folder, 'broken', 'payweather.duckdb'));
      mkdirSync(join(folder, 'broken'));
      copyFileSync(locations.published, broken.published);
      const instance = await DuckDBInstance.create(broken.published);
      const connection = await instance.connect();
      await connection.run('ALTER VIEW int_attempts RENAME TO int_attempts_gone');
      connection.closeSync();
      instance.closeSync();
      const product = await serve(broken);
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage({ baseURL: product.origin, locale: 'en' });
        const response = await page.goto('/?via=error_code', { waitUntil: 'networkidle' });
        expect(response!.status()).toBe(200);
        const failed = page.getByRole('alert').filter({ hasText: 'could not be read' });
        expect(await failed.locator('code').innerText()).toMatch(/^[0-9a-f]{8}$/);
        expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/failed payments/);
        expect(await page.getByRole('region', { name: 'Where and when' }).locator('tbody tr').count()).toBe(
          8,
        );
        const [again] = await Promise.all([
          page.waitForResponse((one) => one.url().includes('__data.json')),
          failed.getByRole('link', { name: 'Try again' }).click(),
        ]);
        expect(again.status()).toBe(200);
        expect(await failed.count()).toBe(1);
      } finally {
        await browser.close();
        await product.stop();
      }
    },
  );
});

describe('exports of the overview', () => {
  it('equal what the screen says, in CSV, XLSX and Parquet, and say that the data are simulated', async () => {
    const page = await visit('en', { acceptDownloads: true });
    const keys = { from: '2026-03-12', to: '2026-04-02', category: 'balance' };
    await open(page, `/?${new URLSearchParams(keys)}`);
    const said = await page
      .getByRole('region', { name: 'Key figures' })
      .locator('p[title]')
      .nth(1)
      .getAttribute('title');
    const failures = Number(said!.replaceAll(',', ''));
    const lines = await page
      .getByRole('region', { name: 'Through what' })
      .locator('tbody tr td:nth-child(2)')
      .allInnerTexts();
    const shown = lines.map((text) => Number(text.replaceAll(',', '')));
    await page.getByLabel('Export', { exact: true }).click();
    const bytesOf = async (label: string) => {
      const href = await page.getByLabel(label, { exact: true }).getAttribute('href');
      const response = await page.request.get(href!);
      expect(response.status()).toBe(200);
      return response.body();
    };
    const workbook = read(await bytesOf('Ranking: Channel: XLSX'));
    const sheet = utils.sheet_to_json<{ failures: number }>(workbook.Sheets['ranking']!);
    expect(sheet.map((row) => row.failures).filter((n) => n > 0)).toEqual(shown);
    const about = Object.fromEntries(
      utils.sheet_to_json<[string, string]>(workbook.Sheets['about']!, { header: 1 }),
    );
    expect(about).toMatchObject({ sample: 'true', from: keys.from, to: keys.to });

    const folder = newFolder();
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    try {
      const file = join(folder, 'series.parquet');
      writeFileSync(file, await bytesOf('Trend: Parquet'));
      const reader = await connection.runAndReadAll(`SELECT sum(failures)::INT AS n FROM '${file}'`);
      expect(reader.getRowsJS()).toEqual([[failures]]);
    } finally {
      connection.closeSync();
      removeFolder(folder);
    }

    const csv = await fetch(
      new URL(`/api/v1/summary?${new URLSearchParams({ ...keys, format: 'csv' })}`, page.url()),
    );
    const table = parse(await csv.text(), { columns: true }) as { figure: string; value: string }[];
    expect(Number(table.find(({ figure }) => figure === 'failures')!.value)).toBe(failures);
    const zip = await bytesOf('Summary figures: CSV (zip, with its description)');
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    expect(zip.includes('about.json') && zip.includes('summary.csv')).toBe(true);
    expect((await ask('summary', keys)).failures.value).toBe(failures);
    await page.context().close();
  });

  it('the copied text holds the headline, the figures, the banner and the link', async () => {
    const page = await visit('en', { permissions: ['clipboard-read', 'clipboard-write'] });
    await open(page, '/?category=network');
    await page.getByRole('button', { name: 'Copy summary and link' }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain(await page.getByRole('heading', { level: 1 }).innerText());
    for (const figure of ['Failure rate', 'Lost orders', 'Lost amount']) expect(text).toContain(figure);
    expect(text).toContain('This is a simulated campus, not real data.');
    expect(text).toContain(page.url());
    await page.context().close();
  });

  it('a page is put on paper without controls, without dark ink', async () => {
    const page = await visit('en', { colorScheme: 'dark' });
    await open(page, '/');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const [body, chart] = await page.evaluate(() => [
      getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.querySelector('.card')!).backgroundColor,
    ]);
    expect([body, chart]).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
    for (const control of ['nav.rail', 'summary', 'main button'])
      expect(await page.locator(control).first().isVisible(), control).toBe(false);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(2);
    await page.context().close();
  });
});

it('a page that takes long can be given up: its request ends, and the page at hand stays', async () => {
  const page = await visit('en');
  await open(page, '/glossary');
  // The server's answer is held back on its way, for as long as the reader waits.
  await page.route('**/heatmap/__data.json*', () => {});
  const ended = page.waitForEvent('requestfailed', (request) =>
    request.url().includes('/heatmap/__data.json'),
  );
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Heatmap' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await ended;
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/glossary');
  await page.getByRole('heading', { level: 1, name: 'Glossary' }).waitFor();
  await page.unroute('**/heatmap/__data.json*');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Heatmap' }).click();
  await page.waitForURL(/\/heatmap/);
  await page.context().close();
});
