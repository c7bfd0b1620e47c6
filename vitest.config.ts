import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { MESSAGES } from './tools/messages.ts';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What both runs share: plain Node, and time enough for two slow cores. */
const shared = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  restoreMocks: true,
} as const;

export default defineConfig({
  plugins: [paraglideVitePlugin(MESSAGES)],
  resolve: { alias: { $lib: source('./src/lib') } },
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, name: 'node', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
