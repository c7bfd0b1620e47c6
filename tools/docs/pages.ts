import { apiPage } from './api.ts';
import { classificationPage } from './classification.ts';
import { metricsPage } from './metrics.ts';
import { modelsPage } from './models.ts';

/** Every generated page of docs/, by its path. */
export async function generatedPages(): Promise<Record<string, string>> {
  return {
    'docs/api.md': apiPage(),
    'docs/classification.md': await classificationPage(),
    'docs/metrics.md': metricsPage(),
    'docs/models.md': await modelsPage(),
  };
}
