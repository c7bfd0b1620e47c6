import { redirect } from '@sveltejs/kit';
import { cookieName, isLocale } from '$lib/paraglide/runtime.js';
import {
  insideOnly,
  readTheme,
  readZone,
  REMEMBERED_FOR,
  THEME_COOKIE,
  ZONE_COOKIE,
} from '$lib/preferences.ts';
import type { RequestHandler } from './$types';

/** Remembers a language, a look or a clock and goes back to the page. A plain link, so that it works everywhere. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const remembered = {
    path: '/',
    maxAge: REMEMBERED_FOR,
    httpOnly: false,
    secure: false,
    sameSite: 'lax',
  } as const;
  const locale = url.searchParams.get('locale');
  if (isLocale(locale)) cookies.set(cookieName, locale, remembered);
  const theme = url.searchParams.get('theme');
  if (theme) cookies.set(THEME_COOKIE, readTheme(theme), remembered);
  const zone = url.searchParams.get('zone');
  if (zone !== null) cookies.set(ZONE_COOKIE, readZone(zone) ?? '', remembered);
  redirect(303, insideOnly(url.searchParams.get('back')));
};
