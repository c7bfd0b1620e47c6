import type { Run } from '../version.ts';

/** One row: which data was published. */
export interface Publication {
  data_version: string;
  published_at: string | null;
  sample: boolean;
  dictionary_version: string;
  pipeline_version: string;
  data_through_ms: number | null;
  first_date: string | null;
  last_date: string | null;
}

/** Asks which data was published. */
export async function publication(run: Run): Promise<Publication> {
  const [row] = await run<Publication>('publication', {});
  if (!row) throw new Error('meta_publication is empty');
  return row;
}
