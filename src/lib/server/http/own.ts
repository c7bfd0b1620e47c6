import { networkInterfaces } from 'node:os';

const LOOPBACK = /^(localhost|(.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The addresses of this machine, as a URL names them. */
function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}

/**
 * Whether this server answers under the name in `url`, where `ORIGIN` does not say its address: the name comes from the
 * request, and a page elsewhere can have its own name lead here. Its own are loopback, the machine's addresses, the `HOST`
 * that it listens on, and those that `PAYWEATHER_HOSTS` lists.
 */
function isOwnName({ hostname }: URL): boolean {
  const named = [process.env['HOST'], ...(process.env['PAYWEATHER_HOSTS'] ?? '').split(',')];
  return (
    LOOPBACK.test(hostname) ||
    named.some((name) => name?.trim().toLowerCase() === hostname) ||
    addresses().includes(hostname)
  );
}

/** Whether a request comes from a page of this server, as `ORIGIN` says it, else by its own names. */
export function isFromOwnPage(origin: string | null, url: URL): boolean {
  const said = process.env['ORIGIN'];
  return said ? origin === new URL(said).origin : origin === url.origin && isOwnName(url);
}

/** Refuses a change that comes from no page of this server; reading is anybody's. */
export function foreignChange({ method, headers }: Request, url: URL): Response | undefined {
  if (READS.has(method) || isFromOwnPage(headers.get('origin'), url)) return undefined;
  return new Response(
    `changes are taken from the pages of this site only: if ${url.host} is a name of it, say so with ORIGIN or PAYWEATHER_HOSTS`,
    { status: 403 },
  );
}
