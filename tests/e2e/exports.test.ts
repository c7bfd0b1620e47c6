import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask, open, useBrowser } from './visit.ts';

const visit = useBrowser();

async function download(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFileSync(await file.path());
}

it(
  'a view is saved under a name, shared by link, and opens in a fresh browser',
  { timeout: 60_000 },
  async () => {
    const page = await visit('en');
    const address = '/heatmap?rows=hour&columns=days_to_month_end&category=balance';
    await open(page, address);
    await page.getByRole('link', { name: 'Save this view…' }).click();
    await page.getByLabel('Name').fill('Month ends, balance');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Month ends, balance' }).waitFor();
    const phone = await visit('en', { viewport: { width: 390, height: 844 }, isMobile: true });
    await open(phone, '/views');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await phone.context().close();
    const fresh = await visit('en');
    await open(fresh, '/v/Month%20ends%2C%20balance');
    expect(new URL(fresh.url()).pathname + new URL(fresh.url()).search).toBe(address);
    await page.getByRole('button', { name: 'Use as start page' }).click();
    await page.getByRole('button', { name: 'No longer start page' }).waitFor();
    const start = await page.context().newPage();
    await open(start, '/');
    expect(new URL(start.url()).pathname).toBe('/heatmap');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No view has been saved yet').waitFor();
    await page.context().close();
    await fresh.context().close();
  },
);

it(
  'the heatmap is taken away as the screen shows it: numbers, picture and words',
  { timeout: 90_000 },
  async () => {
    const page = await visit('en', { acceptDownloads: true });
    await open(page, '/heatmap?rows=channel&columns=hour&metric=failures&category=balance');
    const said = await page.locator('#heatmap').innerText();
    const failures = Number(/([\d,]+) (?:failures|of)/.exec(said)?.[1]?.replaceAll(',', ''));
    await page.getByLabel('Export').click();
    const workbook = read(await download(page, () => page.getByLabel('Heatmap cells: XLSX').click()));
    const cells = utils.sheet_to_json<{ failures: number }>(workbook.Sheets['heatmap']!);
    const sum = cells.reduce((total, cell) => total + cell.failures, 0);
    expect(sum).toBe(failures);
    const { data_version } = await ask('quality');
    const svg = (
      await download(page, () =>
        page
          .getByRole('button', { name: /: SVG$/ })
          .first()
          .click(),
      )
    ).toString();
    expect(svg).toContain(data_version);
    expect(svg).toContain('category=balance');
    const png = await download(page, () =>
      page
        .getByRole('button', { name: /: PNG$/ })
        .first()
        .click(),
    );
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(5_000);
    await page.context().close();
  },
);

it('each of several pictures is taken away with its own title, its legend, all its rows and its data', async () => {
  const page = await visit('en', { acceptDownloads: true });
  const { from, to } = await ask('quality');
  const cell = 'panel=network&row=east/t1&column=12';
  await open(page, `/heatmap?from=${from}&to=${to}&multiples=own&${cell}`);
  const { rows } = await ask('heatmap', { rows: 'building_id', columns: 'hour' });
  expect(rows.length).toBeGreaterThan(20);
  await page.getByLabel('Export', { exact: true }).click();
  const second = page.getByRole('button', { name: /SVG$/ }).nth(1);
  const svg = (await download(page, () => second.click())).toString();
  for (const text of ['Low balance – ', 'Legend: failure rate of', 'under 20 settled ('])
    expect(svg).toContain(text);
  expect(svg).toMatch(/<pattern width="1" height="5"/);
  expect(svg.match(/<text [^>]*text-anchor="end"/g)).toHaveLength(rows.length);
  const part = page.getByLabel(/^Payment attempts, Network.* · .*: XLSX$/);
  const workbook = read(await download(page, () => part.click()));
  const lines = utils.sheet_to_json<Record<string, unknown>>(workbook.Sheets['attempts']!);
  const keys = { building_id: 'east/t1', hour: '12', category: 'network' };
  const { total } = await ask('attempts', keys);
  expect(lines).toHaveLength(total);
  expect(lines.every((line) => line['category'] === 'network' && line['building_name'])).toBe(true);
  await page.getByLabel('Heatmap cells, Timeout: CSV (zip, with its description)').waitFor();
  await page.context().close();
});

it('what is open on the heatmap is put on paper below the picture', async () => {
  const page = await visit('en');
  await open(page, '/heatmap?rows=channel&row=wechat_pay&column=12');
  await page.getByText('Explain').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  const places = await page.evaluate(() =>
    ['#heatmap', '.drawer'].map((one) => document.querySelector(one)!.getBoundingClientRect()),
  );
  expect(places[1]!.top).toBeGreaterThanOrEqual(places[0]!.bottom);
  expect(places[1]!.height).toBeGreaterThan(200);
  await page.context().close();
});

it('the trend is taken away with a legend of its own', async () => {
  const page = await visit('zh-CN', { acceptDownloads: true });
  await open(page, '/');
  await page.getByLabel('导出').click();
  const press = () => page.getByRole('button', { name: /SVG$/ }).first().click();
  const svg = (await download(page, press)).toString();
  for (const name of ['网络波动', '余额不足', '系统超时']) expect(svg).toContain(name);
  await page.context().close();
});
