import type { TestProject } from 'vitest/node';
import { serve } from '../../tools/product.ts';
import { newFolder, publishSample, removeFolder } from './product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    origin: string;
  }
}

/** One published sample and one server for all browser tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = newFolder();
  try {
    const product = await serve(await publishSample(folder));
    project.provide('origin', product.origin);
    return async () => {
      await product.stop();
      removeFolder(folder);
    };
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}
