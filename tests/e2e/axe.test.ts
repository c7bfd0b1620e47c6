import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it, inject } from 'vitest';
import { addressesOf } from '../../tools/addresses.ts';
import { open, useBrowser } from './visit.ts';
import { LANGUAGES } from './words.ts';

const visit = useBrowser();
const LOOKS = (['light', 'dark'] as const).flatMap((look) =>
  LANGUAGES.map((language) => ({ look, language })),
);

describe.each(LOOKS)('axe, $look, $language', ({ look, language }) => {
  it('finds nothing serious on any page', async () => {
    const page = await visit(language, { colorScheme: look });
    const found: string[] = [];
    for (const [name, address] of Object.entries(await addressesOf(inject('origin')))) {
      await open(page, address);
      const { violations, passes } = await new AxeBuilder({ page })
        .options({ resultTypes: ['violations'] })
        .analyze();
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        found.push(
          ...nodes.map(({ target, failureSummary }) => `${name}: ${id} ${target}: ${failureSummary}`),
        );
      }
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});
