import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError } from '@sveltejs/kit';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { log } from '$lib/server/log.ts';
import { readTheme, THEME_COOKIE } from '$lib/preferences.ts';

/** Answers in the reader's language and look, so that the first paint is already right. */
export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request;
    event.locals.theme = readTheme(event.cookies.get(THEME_COOKIE));
    return resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', event.locals.theme),
    });
  });

/** Tells the reader an id, and the log what the id stands for. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404) return { message };
  const id = randomUUID().slice(0, 8);
  log.error({ id, path: event.url.pathname + event.url.search, err: error }, 'request failed');
  return { message, id };
};
