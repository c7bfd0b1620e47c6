import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { MESSAGES } from './tools/messages.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(MESSAGES), sveltekit()],
});
