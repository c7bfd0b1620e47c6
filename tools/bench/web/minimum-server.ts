import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.ts';

const TYPES: Record<string, string> = { '/': 'text/html', '/minimum.js': 'text/javascript' };

/** A page with nothing but a picture of the product's size; its buttons show the answers of other queries. */
const pageOf = (queries: readonly string[], width: number, height: number) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>ECharts</title>
  <h1>Failure rate by building and hour</h1>
  <p>${queries.map((query, index) => `<button value="${query.replaceAll('&', '&amp;')}">${index}</button>`).join('')}</p>
  <div id="chart" style="width: ${width}px; height: ${height}px"></div>
  <script src="/minimum.js" defer></script>
</html>`;

/** Where ECharts' minimum page shows the answer of a query: at most so many rows, in a picture of that size. */
export interface Shown {
  query: string;
  most: number;
  width: number;
  height: number;
}

/** The address of the page that shows an answer so. */
export const minimumAddress = (origin: string, { query, most, width, height }: Shown) =>
  `${origin}/?${new URLSearchParams({ query, most: `${most}`, width: `${width}`, height: `${height}` })}`;

/** Serves ECharts' minimum page on a free port, with answers by query, all out of memory and compressed. */
export async function serveMinimum(answers: ReadonlyMap<string, string>) {
  const bodies = new Map([['/minimum.js', gzipSync(await bundle('minimum.ts'))]]);
  for (const [query, answer] of answers) bodies.set(`/data?${query}`, gzipSync(answer));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const size = (name: string) => Number(searchParams.get(name));
    const body =
      pathname === '/'
        ? gzipSync(pageOf([...answers.keys()], size('width'), size('height')))
        : bodies.get(request.url ?? '');
    const type = TYPES[pathname] ?? 'application/json';
    response.writeHead(body ? 200 : 404, { 'content-type': type, 'content-encoding': 'gzip' }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
