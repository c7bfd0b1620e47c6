import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What both runs share: plain Node, and time enough for two slow cores. */
const shared = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  restoreMocks: true,
  maxWorkers: 2,
  // Files of a worker share the modules that they read: what a test needs of its own it makes.
  isolate: false,
} as const;

/** Tests of what keeps nothing from one call to the next, and opens no database. */
const SHARED = [
  'api', 'architecture', 'bench', 'charts', 'components', 'detect', 'filters', 'format', 'simulate', 'stats', 'words',
].map((folder) => `tests/${folder}/**/*.test.ts`); // prettier-ignore

export default defineConfig({
  resolve: { alias: { $lib: source('./src/lib') } },
  test: {
    globalSetup: ['./tests/compile.ts'],
    projects: [
      {
        extends: true,
        test: { ...shared, name: 'shared', include: SHARED },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...SHARED],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          testTimeout: 180_000,
        },
      },
    ],
  },
});
