import type { Cookies } from '@sveltejs/kit';
import { NAME_COOKIE, REMEMBERED_FOR } from '$lib/preferences.ts';

/** Remembers the name under which somebody writes, for the next form. */
export function rememberName(cookies: Cookies, { protocol }: URL, name: string): void {
  const secure = protocol === 'https:';
  cookies.set(NAME_COOKIE, name, { path: '/', maxAge: REMEMBERED_FOR, sameSite: 'lax', secure });
}
