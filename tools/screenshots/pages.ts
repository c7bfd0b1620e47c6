import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../ingest/paths.ts';
import { addressesOf } from '../addresses.ts';

/** What a picture is taken of: an address, and what is done there first. */
export interface Shot {
  address: string;
  act?: (page: Page) => Promise<void>;
}

const pressing = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
};

/** Uploads a log of foreign columns, for the page that shows how it would be read; gives its address. */
async function addressOfLoad(origin: string): Promise<string> {
  const response = await fetch(`${origin}/data/loads?name=checks-500.csv&table=attempts`, {
    method: 'POST',
    headers: { origin, accept: 'application/json', 'content-type': 'text/csv' },
    body: readFileSync(join(ROOT, 'fixtures', 'shop-checks', 'checks-500.csv')),
  });
  if (response.status !== 201) throw new Error(`the file was not taken: ${await response.text()}`);
  return ((await response.json()) as { address: string }).address;
}

/** Every page of a server with data, by a name. */
export async function shotsOf(origin: string): Promise<Record<string, Shot>> {
  const addresses = { ...(await addressesOf(origin)), load: await addressOfLoad(origin) };
  return {
    ...Object.fromEntries(Object.entries(addresses).map(([name, address]) => [name, { address }])),
    palette: { address: '/', act: pressing('Control+k') },
    shortcuts: { address: '/', act: pressing('?') },
  };
}

/** Pages of a server without any data. */
export const WITHOUT_DATA: Record<string, Shot> = {
  'no data': { address: '/' },
  'no data, heatmap': { address: '/heatmap' },
  'no data, data': { address: '/data' },
};
