import { spawn } from 'node:child_process';
import type { z } from 'zod';
import { ROOT, type Locations } from '../ingest/paths.ts';
import type { answers, QuestionName } from '../src/lib/contracts/index.ts';

/** The real server, running. */
export interface Product {
  origin: string;
  /** What it said so far. */
  said(): string;
  stop(): Promise<void>;
}

/**
 * Starts the built server on a free port and waits for the address that it tells.
 * @throws Error with its own words when it ends before
 */
export async function serve(locations: Locations, ...more: string[]): Promise<Product> {
  const words = ['bin/payweather.js', 'serve', '--port', '0', '--db', locations.published, ...more];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const origin = await new Promise<string>((found, failed) => {
    const listen = (text: Buffer) => {
      said += text.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) found(address[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => failed(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    origin,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What the interface of a running server answers. */
export async function askServer<Name extends QuestionName>(
  origin: string,
  name: Name,
  keys: Record<string, string> | URLSearchParams = {},
): Promise<z.infer<(typeof answers)[Name]>> {
  const response = await fetch(`${origin}/api/v1/${name}?${new URLSearchParams(keys)}`);
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<z.infer<(typeof answers)[Name]>>;
}
