import { describe, expect, it } from 'vitest';
import type { IncidentRow } from '../../src/lib/contracts/index.ts';
import { serve } from '../../tools/product.ts';
import { newFolder, removeFolder } from './product.ts';
import { ask, copySample, open, useBrowser } from './visit.ts';
import { LANGUAGES, WORDS } from './words.ts';

const visit = useBrowser();
const WINDOW = { from: '2026-03-01', to: '2026-04-09' };

const round = (value: number, language: string) => Math.round(value).toLocaleString(language);

const lengthOf = ({ started_at, ended_at, last_seen_at }: IncidentRow) =>
  Date.parse(ended_at ?? last_seen_at) - Date.parse(started_at);

/** The figures of an incident as its page must show them. */
function figuresOf(incident: IncidentRow, language: string): string[] {
  const { observed, settled, excess, orders_at_risk, lost_orders, interval } = incident;
  return [observed, settled, excess, orders_at_risk, lost_orders, interval!.low, interval!.high].map(
    (value) => round(value, language),
  );
}

describe.each(LANGUAGES)('incidents in %s', (language) => {
  const words = WORDS[language];

  it('are listed by money at risk, are narrowed by their address, and lead to their pages', async () => {
    const page = await visit(language);
    await page.goto(`/incidents?${new URLSearchParams(WINDOW)}`);
    const { incidents } = await ask('incidents', WINDOW);
    expect(incidents.length).toBeGreaterThan(3);
    const lines = page.locator('tbody tr');
    expect(await lines.count()).toBe(incidents.length);
    const links = await lines.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(incidents.map(({ incident_id }) => `/incidents/${incident_id}`));
    for (const [index, { observed, excess, failed_amount }] of incidents.entries()) {
      const line = await lines.nth(index).innerText();
      for (const value of [observed, excess]) expect(line).toContain(round(value, language));
      expect(line.replaceAll(/[^\d.]/g, '')).toContain(String(Math.round(failed_amount)));
    }
    await page.goto(`/incidents?${new URLSearchParams({ ...WINDOW, verdict: 'rail' })}`);
    const rails = incidents.filter(({ verdict }) => verdict === 'rail');
    expect(await lines.count()).toBe(rails.length);
    await lines.first().getByRole('link').click();
    await page.waitForURL(`**/incidents/${rails[0]!.incident_id}`);
    await page.context().close();
  });

  it('show the numbers of their answer, also without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await visit(language, { javaScriptEnabled });
      const [incident] = (await ask('incidents', WINDOW)).incidents;
      await page.goto(`/incidents/${incident!.incident_id}`);
      const shown = await page.locator('main').innerText();
      for (const figure of figuresOf(incident!, language)) expect(shown).toContain(figure);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(words.usual);
      const { bins, cells } = await ask('incident', { incident_id: incident!.incident_id });
      const twins = page.locator('details table');
      expect(await twins.first().locator('tbody tr').count()).toBe(bins.length);
      expect(await twins.nth(1).locator('tbody tr').count()).toBeLessThanOrEqual(cells.length);
      await page.context().close();
    }
  });

  it('are bars under the trend, which lead to them', async () => {
    const page = await visit(language);
    await open(page, `/incidents?${new URLSearchParams(WINDOW)}`);
    const picture = page.getByRole('img').first();
    const { width, height } = (await picture.boundingBox())!;
    const { incidents } = await ask('incidents', WINDOW);
    const [longest] = incidents.toSorted((a, b) => lengthOf(b) - lengthOf(a));
    const days = (local: string) =>
      (Date.parse(`${local.slice(0, 16)}Z`) - Date.parse(WINDOW.from)) / 86_400_000;
    const middle = (days(longest!.started_at) + days(longest!.ended_at ?? longest!.last_seen_at)) / 2;
    const x = 68 + ((width - 76) * middle) / 40;
    for (let y = 181; y < height - 28 && !/incidents\/./.test(page.url()); y += 8) {
      await picture.click({ position: { x, y } });
      await page.waitForURL(/incidents\/./, { timeout: 1500 }).catch(() => undefined);
    }
    expect(incidents.map(({ incident_id }) => `/incidents/${incident_id}`)).toContain(
      new URL(page.url()).pathname,
    );
    await page.context().close();
  });

  it('are bands of the overview and marks of the heatmap', async () => {
    const page = await visit(language);
    await open(page, `/?${new URLSearchParams(WINDOW)}`);
    await page.locator('a[href^="/incidents/"]').first().click();
    await page.waitForURL(/\/incidents\/[^/]+$/);
    const { incidents } = await ask('incidents', { ...WINDOW, category: 'timeout' });
    const rail = incidents.find(({ verdict }) => verdict === 'rail')!;
    const hour = Number(rail.started_at.slice(11, 13));
    const cell = {
      rows: 'channel',
      columns: 'hour',
      row: rail.scope.channel ?? 'wechat_pay',
      column: `${hour}`,
    };
    await open(page, `/heatmap?${new URLSearchParams({ ...WINDOW, category: 'timeout', ...cell })}`);
    const told = page.getByRole('dialog').locator(`a[href="/incidents/${rail.incident_id}"]`);
    await told.waitFor();
    await page.context().close();
  });
});

describe('marks', () => {
  it('are written with a name and a time, kept in a cookie, and read back after a restart', async () => {
    const folder = newFolder();
    const locations = copySample(folder);
    let product = await serve(locations);
    try {
      const page = await visit('zh-CN', { baseURL: product.origin });
      const words = WORDS['zh-CN'];
      await open(page, '/incidents?from=2026-03-01&to=2026-04-09');
      await page.locator('tbody tr').first().getByRole('link').click();
      await page.waitForURL(/\/incidents\/[^/]+$/);
      const address = new URL(page.url()).pathname;
      const form = page.locator('form[method="POST"]');
      await form.getByLabel(words.markKind).selectOption('known');
      await form.getByLabel(words.markName).fill('小王');
      await form.getByLabel(words.markText).fill('机房计划维护 <b>周三</b>');
      await form.getByRole('button', { name: words.markSave }).click();
      await page.waitForURL(/#marks$/);
      const marks = page.getByRole('region', { name: words.marks });
      await marks.getByText('机房计划维护 <b>周三</b>').waitFor();
      expect(await marks.locator('li').first().innerText()).toMatch(/小王[\s\S]*20\d\d-\d\d-\d\d \d\d:\d\d/);
      expect(await form.getByLabel(words.markName).inputValue()).toBe('小王');

      await product.stop();
      product = await serve(locations);
      const again = await visit('zh-CN', { baseURL: product.origin, javaScriptEnabled: false });
      await again.goto('/incidents?from=2026-03-01&to=2026-04-09');
      expect(await again.locator('tbody tr').first().innerText()).toContain(words.known);
      await again.goto(address);
      await again.getByRole('region', { name: words.marks }).getByText('机房计划维护 <b>周三</b>').waitFor();
      const plain = again.locator('form[method="POST"]');
      await plain.getByLabel(words.markKind).selectOption('acknowledged');
      await plain.getByLabel(words.markName).fill('小李');
      await plain.getByRole('button', { name: words.markSave }).click();
      await again.getByText('小李').first().waitFor();

      const strange = await fetch(product.origin + address, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
        body: 'mark=false&by=nobody',
      });
      expect(strange.status).toBe(403);
      const empty = await fetch(product.origin + address, {
        method: 'POST',
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          origin: product.origin,
        },
        body: 'mark=note&by=a',
      });
      expect(empty.status).toBe(400);
      await page.context().close();
      await again.context().close();
    } finally {
      await product.stop();
      removeFolder(folder);
    }
  });
});
