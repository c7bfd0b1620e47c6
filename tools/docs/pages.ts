import { apiPage } from './api.ts';
import { metricsPage } from './metrics.ts';
import { modelsPage } from './models.ts';

/** Every generated page of docs/, by its path. */
export async function generatedPages(): Promise<Record<string, string>> {
  return {
    'docs/api.md': apiPage(),
    'docs/metrics.md': metricsPage(),
    'docs/models.md': await modelsPage(),
  };
}
