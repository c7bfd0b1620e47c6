import type { Command } from 'commander';
import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { catchUp } from '../../../ingest/catch-up.ts';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import { locate, ROOT, type Locations } from '../../../ingest/paths.ts';
import { milliseconds } from '../duration.ts';
import { say, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';
import { startWatcher } from '../watcher.ts';
import { EVERY } from './watch.ts';

interface Options extends GlobalOptions {
  host: string;
  port: string;
  load?: string;
  every: string;
}

/** Time that requests under way get to finish before the process ends. */
const GRACE_MS = 10_000;

/**
 * A request may take an hour to arrive: two gibibytes over a slow line. A connection that nobody uses is kept longer than
 * proxies and readers keep theirs, so that none is closed just as it is used again; headers get a little longer than that.
 */
const TIMES = { requestTimeout: 60 * 60_000, keepAliveTimeout: 75_000, headersTimeout: 80_000 };

/** `payweather serve`: the dashboard, for this machine only unless told otherwise. */
export function add(program: Command): void {
  program
    .command('serve')
    .description('serve the dashboard')
    .option('--host <host>', 'address to listen on', process.env['HOST'] ?? '127.0.0.1')
    .option('--port <port>', 'port to listen on', process.env['PORT'] ?? '3000')
    .option('--load <folder>', 'load each new complete file of this folder, as payweather watch does')
    .option('--every <time>', 'how often to look into it', EVERY)
    .action(async (_: unknown, command: Command) => {
      const { db, wait, host, port: text, load, every } = command.optsWithGlobals<Options>();
      milliseconds('--every', every);
      const port = Number(text);
      if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new Refusal(`--port ${text}: give a number from 0 to 65535`, EXIT.usage);
      }
      await serve({ db, wait, host, port, load, every });
    });
}

/** Where to serve what, and the folder to load from meanwhile. */
export interface Serving {
  db?: string;
  wait?: string;
  host: string;
  port: number;
  load?: string;
  every?: string;
}

/** What an earlier version of Payweather published is computed anew; where that fails, it is said, and the server starts. */
async function catchUpFirst(locations: Locations, wait: string | undefined): Promise<void> {
  try {
    let said = false;
    const onStep = () => {
      if (!said) say(`computing ${locations.published} anew, as this version of Payweather does …`);
      said = true;
    };
    await catchUp(locations, { patience: patienceOf({ wait }), onStep });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`payweather: ${error.message}`);
  }
}

/**
 * Serves the built dashboard until the process is told to stop.
 * @throws Refusal when it has not been built, or the address is taken
 */
export async function serve({ db, wait, host, port, load, every = EVERY }: Serving): Promise<void> {
  const built = join(ROOT, 'build', 'handler.js');
  if (!existsSync(built)) throw new Refusal('the dashboard has not been built: run npm run build');
  const locations = locate(db);
  process.env['PAYWEATHER_DB'] = locations.published;
  await catchUpFirst(locations, wait);
  // Forms are taken from the site's own pages only: ORIGIN says where that is, else the Host header, if it is a name of
  // this server (http/own.ts), and, behind a proxy that ends TLS, X-Forwarded-Proto.
  process.env['HOST'] = host;
  process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';
  // Uploads are counted where they arrive, and everything else is held to 512 KiB (hooks.server.ts).
  process.env['BODY_SIZE_LIMIT'] ??= 'Infinity';
  const { handler } = (await import(pathToFileURL(built).href)) as {
    handler: RequestListener;
  };
  const server = createServer(TIMES, (request, response) => {
    request.headers['x-forwarded-proto'] ??= 'http';
    handler(request, response);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === 'EADDRINUSE' ? 'the port is taken: choose another with --port' : error.message;
      failed(new Refusal(`http://${host}:${port}: ${taken}`, EXIT.failed, error));
    });
    server.listen(port, host, listening);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  say(`Payweather is at http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
  const endWatch =
    load === undefined ? undefined : startWatcher([load, '--every', every, '--db', locations.published]);
  await new Promise<void>((stopped) => {
    const stop = () => {
      (process as EventEmitter).emit('sveltekit:shutdown');
      server.close(() => stopped());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await endWatch?.();
}
