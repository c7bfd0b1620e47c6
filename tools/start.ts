import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../ingest/errors.ts';
import { locate } from '../ingest/paths.ts';
import { serve } from '../src/cli/commands/serve.ts';
import { loadSample } from '../src/cli/sample.ts';
import { build, isBuilt } from './build.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Builds what must be built, shows the simulated campus where no log has been loaded yet, and serves. */
async function start(): Promise<void> {
  if (!isBuilt()) {
    say('Building the dashboard …');
    if ((await build(['--logLevel', 'warn'])) !== 0)
      throw new Refusal('the dashboard could not be built: see above');
  }
  const locations = locate();
  if (!existsSync(locations.published) && !existsSync(locations.working)) {
    say('Simulating a sample campus, since no log has been loaded yet (about a minute) …');
    await loadSample(locations, join(dirname(locations.published), 'sample'));
  }
  process.env['NODE_ENV'] ??= 'production';
  const port = Number(process.env['PORT'] ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Refusal(`PORT=${process.env['PORT']}: give a number from 0 to 65535`, 2);
  }
  await serve({ host: process.env['HOST'] ?? '127.0.0.1', port });
}

try {
  await start();
} catch (error) {
  say(`payweather: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof Refusal ? error.exitCode : 1;
}
