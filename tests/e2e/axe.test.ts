import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it, inject } from 'vitest';
import { addressesOf } from '../../tools/addresses.ts';
import { open, useBrowser } from './visit.ts';
import { LANGUAGES } from './words.ts';

const visit = useBrowser();

describe.each(LANGUAGES)('axe, %s', (language) => {
  it('finds nothing serious on any page, light or dark', { timeout: 400_000 }, async () => {
    const page = await visit(language, { colorScheme: 'light' });
    const found: string[] = [];
    // No page of ours frames another, so that one look at each is enough.
    const axe = () => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const look = async (name: string, axe: AxeBuilder) => {
      const { violations, passes } = await axe.analyze();
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        found.push(
          ...nodes.map(({ target, failureSummary }) => `${name}: ${id} ${target}: ${failureSummary}`),
        );
      }
    };
    for (const [name, address] of Object.entries(await addressesOf(inject('origin')))) {
      await page.emulateMedia({ colorScheme: 'light' });
      await open(page, address);
      await look(name, axe());
      // The dark look is the same document in other colours.
      await page.emulateMedia({ colorScheme: 'dark' });
      await look(`${name}, dark`, axe().withRules('color-contrast'));
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});
