import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

/** A script of this folder for the browser, with all that it imports: bundled and minified as the product is. */
export async function bundle(name: string): Promise<string> {
  const made = (await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, name), formats: ['iife'], name: 'bench' },
    },
  })) as Rolldown.RolldownOutput[];
  return made[0]!.output[0].code;
}
