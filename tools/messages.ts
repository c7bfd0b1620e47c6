import type { paraglideVitePlugin } from '@inlang/paraglide-js';

/** How the words of the screens are compiled, for the build and for whoever needs them without one. */
export const MESSAGES: Parameters<typeof paraglideVitePlugin>[0] & { outdir: string } = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
  cookieName: 'payweather_locale',
  emitTsDeclarations: true,
};
