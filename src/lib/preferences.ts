/** The looks that a reader can choose; `auto` follows the device. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that remembers the look. */
export const THEME_COOKIE = 'payweather_theme';

/** The cookie of the zone whose clock a reader sees beside that of the campus. */
export const ZONE_COOKIE = 'payweather_zone';

/** A time zone as it came from a cookie or an address; null where it is none: then the clock of the campus stands alone. */
export function readZone(value: string | null | undefined): string | null {
  if (!value) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    return null;
  }
}

/** How long a choice is remembered, in seconds. */
export const REMEMBERED_FOR = 400 * 24 * 60 * 60;

/** A look as it came from a cookie or an address; anything strange means `auto`. */
export function readTheme(value: string | null | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'auto';
}

/** The cookie that names the saved view a reader begins with. */
export const START_COOKIE = 'payweather_start';

/** The cookie of the name under which a reader marks incidents and reads codes; there are no accounts. */
export const NAME_COOKIE = 'payweather_name';

/** An address where it is one of this site, else the overview's. */
export function insideOnly(back: string | null): string {
  return back && /^\/(?![/\\])/.test(back) ? back : '/';
}
