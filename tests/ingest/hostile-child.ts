import { Refusal } from '../../ingest/errors.ts';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';

// Loads files one by one, and writes what became of each, with the most memory that was used so far: DB FILE…
const [db, ...paths] = process.argv.slice(2);
for (const path of paths) {
  const started = performance.now();
  const outcome = await ingest(locate(db), { paths: [path], publish: false }).then(
    ({ files }) => ({ files }),
    (error: unknown) => ({
      refused: error instanceof Refusal ? error.message : `not a refusal: ${String(error)}`,
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ path, ...outcome, seconds, mebibytes })}\n`);
}
