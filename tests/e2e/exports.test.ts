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
  'the heatmap is taken away as the screen shows it: numbers, picture and words',
  { timeout: 90_000 },
  async () => {
    const page = await visit('en', { acceptDownloads: true });
    await open(page, '/heatmap?rows=channel&columns=hour&metric=failures&category=balance');
    const said = await page.locator('#heatmap').innerText();
    const failures = Number(/([\d,]+) failed/.exec(said)?.[1]?.replaceAll(',', ''));
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
