import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Takes on a look, and waits until no colour is on its way to it any more. */
async function takeOn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
}

async function seriousOf(builder: AxeBuilder): Promise<string[]> {
  const { violations, passes } = await builder.analyze();
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
    );
}

/** What axe finds serious on the page at hand, a line each: every rule in the light look, contrast in the dark one. */
export async function seriousOn(page: Page): Promise<string[]> {
  // No page of ours frames another, so that one look at each is enough.
  const axe = () => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  await takeOn(page, 'light');
  const light = await seriousOf(axe());
  // The dark look is the same document in other colours.
  await takeOn(page, 'dark');
  const dark = await seriousOf(axe().withRules('color-contrast'));
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}
