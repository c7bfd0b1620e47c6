import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { MESSAGES } from './tools/messages.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(MESSAGES), sveltekit()],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What several pages share comes in a few files instead of one for each message.
            codeSplitting: {
              groups: [
                { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 8000 },
              ],
            },
          },
        },
      },
    },
  },
  build: {
    rolldownOptions: {
      treeshake: {
        // Lists of names are wanted in the browser, the validators beside them are not: they would bring zod along.
        moduleSideEffects: [{ test: /\/src\/lib\/contracts\//, sideEffects: false }],
      },
    },
  },
});
