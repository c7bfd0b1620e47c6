import type { TestProject } from 'vitest/node';
import { serve } from '../../tools/product.ts';
import { newFolder, publishSample, removeFolder } from './product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's server listens. */
    origin: string;
    /** The folder of the sample that it serves. */
    sample: string;
  }
}

/** One published sample and one server for all browser tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = newFolder();
  try {
    const product = await serve(await publishSample(folder));
    project.provide('origin', product.origin);
    project.provide('sample', folder);
    return async () => {
      await product.stop();
      removeFolder(folder);
    };
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}
