import { AxeBuilder } from '@axe-core/playwright';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { locate } from '../../ingest/paths.ts';
import { attemptsOf } from '../ingest/files.ts';
import { csvOf } from '../ingest/support.ts';
import { launchBrowser } from '../../tools/browser.ts';
import { serve } from '../../tools/product.ts';
import { newFolder, removeFolder } from './product.ts';

it('loads a picked file with its counts and rejects, and a broken one changes nothing', async () => {
  const folder = newFolder();
  const at = locate(join(folder, 'payweather.duckdb'));
  const product = await serve(at);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      baseURL: product.origin,
      locale: 'zh-CN',
      colorScheme: 'dark',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const pick = async (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      await page.goto('/data', { waitUntil: 'networkidle' });
      await page.locator('input[type=file]').first().setInputFiles(join(folder, name));
      await page.getByRole('button', { name: '上传' }).click();
      await page.waitForURL('**/data/loads/*');
    };
    const serious = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    };

    await pick('log.csv', `${csvOf(attemptsOf(3))}a9,nonsense,succeeded,north,alipay\n`);
    await page.getByRole('button', { name: '载入', exact: true }).waitFor();
    expect(await serious()).toEqual([]);
    await page.screenshot({ path: join(process.env['SHOTS'] ?? folder, 'ready.png'), fullPage: true });
    await page.getByRole('button', { name: '载入', exact: true }).click();
    await page.getByRole('link', { name: '下载拒收行' }).waitFor();
    expect(await page.getByRole('row', { name: /log\.csv/ }).innerText()).toMatch(/4\s+3\s+0\s+0\s+1/);
    const rejects = await page.request.get(`${page.url()}/rejects.csv`);
    expect(await rejects.text()).toContain('nonsense');
    expect(await serious()).toEqual([]);

    const before = readFileSync(at.published);
    await pick('broken.csv', 'no,log\n1,2\n');
    await page.getByText('还缺少必填列').waitFor();
    await page.getByRole('button', { name: '载入', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(readFileSync(at.published).equals(before)).toBe(true);
    expect(existsSync(at.published)).toBe(true);
  } finally {
    await browser.close();
    await product.stop();
    removeFolder(folder);
  }
});
