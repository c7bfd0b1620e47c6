import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';
import { generatedPages } from './pages.ts';

mkdirSync(join(ROOT, 'docs'), { recursive: true });
for (const [path, text] of Object.entries(await generatedPages())) {
  writeFileSync(join(ROOT, path), text);
  process.stdout.write(`${path}\n`);
}
