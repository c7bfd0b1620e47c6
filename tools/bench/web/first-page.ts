import { get } from 'node:http';
import { calmOf, seenBy, settled, type Calm, type Visit } from './visit.ts';

/** How a page came up for one reader; times in milliseconds since its navigation began. */
export interface FirstPage extends Calm {
  /** Largest contentful paint: a canvas never counts, so this is the text. */
  readable: number;
  /** The first picture is on the screen. */
  drawn: number;
  scripts: string[];
}

/** How long a page is watched after all is drawn: for what comes late. */
const LATE_MS = 1500;

/** Opens an address as a reader who has never been there. */
export async function firstPage(visit: Visit, address: string): Promise<FirstPage> {
  const page = await visit();
  try {
    await page.goto(address);
    await settled(page);
    await page.waitForTimeout(LATE_MS);
    const { largestPaint, drawn } = await seenBy(page);
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => new URL(name).pathname.endsWith('.js')),
    );
    return {
      ...(await calmOf(page)),
      readable: largestPaint,
      drawn: drawn[0]!.painted,
      scripts: [...new Set(scripts)],
    };
  } finally {
    await page.context().close();
  }
}

/** The bytes in which a server sends a script to who takes gzip. @throws Error when it does not compress it */
export function gzippedBytes(address: string): Promise<number> {
  return new Promise((ended, failed) => {
    get(address, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.once('end', () => {
        const coded = response.headers['content-encoding'];
        // A script of less than a packet is not worth compressing.
        if (coded === 'gzip' || bytes < 1400) ended(bytes);
        else failed(new Error(`${address} is sent as it is: ${bytes} bytes`));
      });
    }).once('error', failed);
  });
}
