import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask, open, useBrowser } from './visit.ts';

const visit = useBrowser();
const WINDOW = { from: '2026-03-12', to: '2026-04-02' };
const address = (keys: Record<string, string>) => `/?${new URLSearchParams({ ...WINDOW, ...keys })}`;

const headline = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const board = (page: Page, name: string) => page.getByRole('region', { name });
/** The cells of a leaderboard's lines, as text. */
const linesOf = (page: Page, name: string) =>
  board(page, name)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.trim()),
      ),
    );

it('days that are dragged over in the trend narrow the figures and the lists, and can be let go', async () => {
  const page = await visit('en');
  await open(page, address({ category: 'balance' }));
  const whole = await headline(page);
  const picture = page.getByRole('img', { name: /^Failures/ });
  await picture.locator('canvas').first().waitFor();
  await picture.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await picture.boundingBox())!;
  const at = (part: number) => [x + width * part, y + height * 0.6] as const;
  await page.mouse.move(...at(0.8));
  await page.mouse.down();
  await page.mouse.move(...at(0.88), { steps: 3 });
  await page.mouse.move(...at(0.95), { steps: 3 });
  await page.mouse.up();
  await page.waitForURL(/selected=/);
  const [from, to] = new URL(page.url()).searchParams.get('selected')!.split('/') as [string, string];
  expect(from < to && to <= WINDOW.to && from > WINDOW.from).toBe(true);
  const asked = { from, to, category: 'balance' };
  const { failures } = await ask('summary', asked);
  await page.getByRole('link', { name: 'Let go of the selected dates' }).waitFor();
  expect(await headline(page)).toContain(failures.value!.toLocaleString('en'));
  const { items } = await ask('ranking', { ...asked, by: 'channel', limit: '8' });
  const lines = await linesOf(page, 'Through what');
  expect(lines.map(([, n]) => Number(n!.replaceAll(',', '')))).toEqual(
    items.filter(({ failures: n }) => n > 0).map(({ failures: n }) => n),
  );
  await page.getByRole('link', { name: 'Let go of the selected dates' }).click();
  await page.waitForURL((url) => !url.searchParams.has('selected'));
  expect(await headline(page)).toBe(whole);
  await page.context().close();
});

it('a press on a name narrows the page and dims the others; back and a fresh browser bring it back', async () => {
  const page = await visit('en');
  await open(page, address({}));
  const all = await linesOf(page, 'Through what');
  const link = board(page, 'Through what').getByRole('link', { name: 'Alipay', exact: true });
  await link.click();
  await page.waitForURL(/channel=alipay/);
  const { failures } = await ask('summary', { ...WINDOW, channel: 'alipay' });
  await page.locator('[aria-current=true]', { hasText: 'Alipay' }).waitFor();
  expect(await headline(page)).toContain(failures.value!.toLocaleString('en'));
  expect(await linesOf(page, 'Through what')).toEqual(all);
  const colour = (name: string) =>
    board(page, 'Through what')
      .getByRole('link', { name, exact: true })
      .evaluate((one) => getComputedStyle(one).color);
  expect(await colour('WeChat Pay')).not.toBe(await colour('Alipay'));

  const other = await visit('en');
  await open(other, page.url());
  expect(await headline(other)).toBe(await headline(page));
  expect(await linesOf(other, 'Where and when')).toEqual(await linesOf(page, 'Where and when'));
  await other.context().close();
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has('channel'));
  await page.goForward();
  await page.waitForURL(/channel=alipay/);
  await link.click();
  await page.waitForURL((url) => !url.searchParams.has('channel'));
  await page.context().close();
});

it('leaderboards list, sort and unfold as asked, with the numbers of the answers', async () => {
  const page = await visit('en');
  await open(page, address({ where: 'hour', via: 'error_code', sort: 'amount', all: 'via' }));
  const codes = await ask('codes', { ...WINDOW, limit: '1000' });
  const byAmount = codes.items.toSorted((a, b) => b.failed_amount - a.failed_amount);
  const lines = await linesOf(page, 'Through what');
  expect(lines).toHaveLength(codes.items.length);
  expect(Number(lines[0]![1]!.replaceAll(',', ''))).toBe(byAmount[0]!.failures);
  const lost = await ask('ranking', { ...WINDOW, by: 'hour', metric: 'lost_amount', limit: '1' });
  const hour = String(lost.items[0]!.key).padStart(2, '0');
  expect((await linesOf(page, 'Where and when'))[0]![0]).toContain(`${hour}:00`);
  await board(page, 'Through what')
    .getByRole('searchbox')
    .fill(byAmount[0]!.error_code ?? 'no code');
  const rows = board(page, 'Through what').locator('tbody tr');
  await expect.poll(() => rows.count()).toBeLessThan(codes.items.length);
  expect(await rows.count()).toBeGreaterThan(0);
  await page.context().close();
});

it('the trend can be counted by other lengths of time', async () => {
  const page = await visit('en');
  await open(page, address({}));
  const lengths = page.getByRole('navigation', { name: 'Length of a bucket' });
  await lengths.getByRole('link', { name: 'weekly' }).click();
  await page.waitForURL(/grain=week/);
  const { points } = await ask('series', { ...WINDOW, grain: 'week' });
  await page.getByText('See the numbers').click();
  const rows = page.getByRole('group', { name: 'See the numbers' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(points.length);
  await page.context().close();
});
