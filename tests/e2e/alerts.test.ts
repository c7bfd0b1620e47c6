import { readFileSync, statSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locations } from '../../ingest/paths.ts';
import { alertFiles } from '../../src/lib/server/alerts/index.ts';
import { AlertJournal } from '../../src/lib/server/alerts/journal.ts';
import { webhook, type Receiver } from '../alerts/receivers.ts';
import { launchBrowser } from '../../tools/browser.ts';
import { serve, type Product } from '../../tools/product.ts';
import { newFolder, removeFolder } from './product.ts';
import { seriousOn } from './axe.ts';
import { copySample } from './visit.ts';
import type { Language } from './words.ts';

const SECRET = 'a-shared-secret-01';
const MESSAGE = {
  title: '新异常：东区三教 网络波动（橙色·严重）',
  lines: [],
  link: '/incidents/i1',
  link_text: '',
};
const WORDS = {
  'zh-CN': {
    add: '网络回调',
    save: '保存',
    test: '发送测试',
    sent: /已送达/,
    again: '再发一次',
    off: '停用',
    check: /请检查：名称/,
  },
  en: {
    add: 'Webhook',
    save: 'Save',
    test: 'Send a test',
    sent: /Delivered/,
    again: 'Send again',
    off: 'Turn off',
    check: /Please check: Name/,
  },
} as const;

let folder = '';
let locations: Locations;
let product: Product;
let hook: Receiver;
let browser: Browser;

beforeAll(async () => {
  folder = newFolder();
  locations = copySample(folder);
  product = await serve(locations);
  hook = await webhook(SECRET);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await hook.close();
  await product.stop();
  removeFolder(folder);
});

async function visit(language: Language, options = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: product.origin, locale: language, viewport: { width: 1440, height: 900 } },
    ...options,
  });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

async function addRule(page: Page, language: Language, name: string): Promise<void> {
  await page.goto('/alerts');
  await page.getByRole('link', { name: WORDS[language].add }).click();
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=url]').fill(`${hook.origin}/private-path-01`);
  await page.locator('input[name=secret]').fill(SECRET);
  await page.locator('input[name=digest_at]').fill('08:30');
  await page.locator('input[name=verdicts][value=rail]').check();
  await page.getByRole('button', { name: WORDS[language].save }).click();
  await page.getByRole('rowheader', { name }).waitFor();
}

describe.each([
  { language: 'zh-CN', javaScriptEnabled: true },
  { language: 'en', javaScriptEnabled: false },
] as const)('alert rules in $language (scripts: $javaScriptEnabled)', ({ language, javaScriptEnabled }) => {
  it('are added, tested, changed, turned off and deleted, and keep their secret', async () => {
    const words = WORDS[language];
    const page = await visit(language, { javaScriptEnabled });
    await addRule(page, language, 'Duty');
    const { rules } = alertFiles(locations.published);
    expect(statSync(rules).mode & 0o777).toBe(0o600);
    const saved = readFileSync(rules, 'utf8');
    expect(JSON.parse(saved)).toMatchObject({
      rules: [{ name: 'Duty', verdicts: ['rail'], digest_at: '08:30' }],
    });

    await page.getByRole('button', { name: words.test }).click();
    expect(await page.getByRole('status').last().innerText()).toMatch(words.sent);
    expect(hook.got.at(-1)!.body).toMatchObject({ event: 'test' });

    await page.goto('/alerts');
    await page.locator('a[href^="/alerts?edit="]').click();
    await page.locator('input[name=secret]').waitFor();
    expect(await page.content()).not.toContain(SECRET);
    expect(await page.content()).not.toContain('private-path-01');
    await page.locator('input[name=name]').fill(' ');
    await page.getByRole('button', { name: words.save }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(words.check);
    await page.locator('input[name=name]').fill('Night duty');
    await page.getByRole('button', { name: words.save }).click();
    await page.getByRole('rowheader', { name: 'Night duty' }).waitFor();
    expect(readFileSync(rules, 'utf8')).toBe(saved.replace('"Duty"', '"Night duty"'));

    await page.getByRole('button', { name: words.off }).click();
    await page.getByRole('rowheader', { name: 'Night duty' }).waitFor();
    expect(readFileSync(rules, 'utf8')).toContain('"on": false');
    await page.locator('summary.button').last().click();
    await page.locator('button[formaction="?/delete"]').click();
    await page.waitForURL('**/alerts');
    expect(JSON.parse(readFileSync(rules, 'utf8'))).toEqual({ rules: [] });
    await page.context().close();
  });
});

it('a form of another site changes nothing', async () => {
  const response = await fetch(`${product.origin}/alerts?/save`, {
    method: 'POST',
    headers: { origin: 'http://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'name=x',
  });
  expect(response.status).toBe(403);
});

describe('dead letters', () => {
  it('are listed with the last messages, and sent again by a person', async () => {
    const page = await visit('zh-CN');
    await addRule(page, 'zh-CN', '值班群');
    const { journal, rules } = alertFiles(locations.published);
    const { id: rule } = (JSON.parse(readFileSync(rules, 'utf8')) as { rules: [{ id: string }] }).rules[0];
    const at = Date.now();
    new AlertJournal(journal).add(
      {
        state: 'queued',
        at,
        id: 'd1',
        rule,
        event: 'opened',
        incidents: ['i1'],
        about: null,
        message: MESSAGE,
      },
      { state: 'sending', at, id: 'd1', attempt: 8 },
      { state: 'dead', at, id: 'd1', attempt: 8, error: 'HTTP 503' },
    );
    await page.goto('/alerts');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('1 条未送达');
    await page.getByRole('button', { name: WORDS['zh-CN'].again }).click();
    await page.waitForURL('**/alerts');
    await expect
      .poll(() => hook.got.map(({ headers }) => headers['idempotency-key']), { timeout: 30_000 })
      .toContain('d1');
    await page.context().close();
  });
});

describe.each(['zh-CN', 'en'] as const)('the page of alerts in %s', (language) => {
  it('has nothing that axe finds serious', async () => {
    const page = await visit(language);
    for (const address of ['/alerts', '/alerts?new=feishu']) {
      await page.goto(address, { waitUntil: 'networkidle' });
      expect(await seriousOn(page), address).toEqual([]);
    }
    await page.context().close();
  });

  it('fits a phone', async () => {
    const page = await visit(language, { viewport: { width: 390, height: 844 }, isMobile: true });
    await page.goto('/alerts', { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.context().close();
  });
});
