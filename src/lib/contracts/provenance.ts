import { z } from 'zod';

/** What an answer was made from: shown as "data through …", and part of every cache key. */
export const provenance = z.object({
  data_version: z.string(),
  sample: z.boolean().describe('true while the simulated campus is loaded'),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
