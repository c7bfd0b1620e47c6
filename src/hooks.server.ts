import { building, dev } from '$app/environment';
import {
  redirect,
  type Handle,
  type HandleServerError,
  type RequestEvent,
  type ServerInit,
} from '@sveltejs/kit';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { AlertService } from '$lib/server/alerts/index.ts';
import { dictionary } from '$lib/server/dictionary/index.ts';
import { compressed } from '$lib/server/http/compress.ts';
import { foreignChange } from '$lib/server/http/own.ts';
import { published } from '$lib/server/index.ts';
import { bodyTooLarge, loads, UPLOADS } from '$lib/server/loads/index.ts';
import { logged } from '$lib/server/log.ts';
import { readViews, viewsFile } from '$lib/server/views.ts';
import { readTheme, readZone, START_COOKIE, THEME_COOKIE, ZONE_COOKIE } from '$lib/preferences.ts';
import { alertWords } from '$lib/words/alert.ts';

/** Starts telling people of incidents; `serve` says when to stop. */
export const init: ServerInit = () => {
  if (building || dev) return;
  const alerts = new AlertService({ published: published(), words: alertWords });
  loads().sweep();
  process.once('sveltekit:shutdown', () => {
    void alerts.stop();
    loads().stop();
    dictionary().stop();
  });
};

/** Where a reader who comes from elsewhere to the bare start begins instead. */
function startOf({ url, request, isDataRequest, cookies }: RequestEvent): string | null {
  if (url.pathname !== '/' || url.search || isDataRequest || request.method !== 'GET') return null;
  if (request.headers.get('sec-fetch-site') === 'same-origin') return null;
  const name = cookies.get(START_COOKIE);
  return (name && readViews(viewsFile(published().path)).find((view) => view.name === name)?.address) || null;
}

/** Answers in the reader's language and look, so that the first paint is already right. */
export const handle: Handle = async ({ event, resolve }) => {
  const start = startOf(event);
  if (start && start !== '/') redirect(303, start);
  const tooLarge = bodyTooLarge(event.request, event.url.pathname);
  if (tooLarge) return tooLarge;
  const foreign = event.url.pathname === UPLOADS ? undefined : foreignChange(event.request, event.url);
  if (foreign) return foreign;
  const response = await paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request;
    event.locals.theme = readTheme(event.cookies.get(THEME_COOKIE));
    event.locals.zone = readZone(event.cookies.get(ZONE_COOKIE));
    return resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', event.locals.theme),
    });
  });
  return compressed(event.request, response);
};

/** Tells the reader an id, and the log what the id stands for. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404 || event.request.signal.aborted) return { message };
  return { message, id: logged(error, 'request failed', { path: event.url.pathname + event.url.search }) };
};
