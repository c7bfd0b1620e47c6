/** The pages, in the order of the rail; `filtered` ones have the filter row, and `key` follows a `g`. */
export const PAGES = [
  { id: 'overview', path: '/', key: 'o', filtered: true },
  { id: 'heatmap', path: '/heatmap', key: 'h', filtered: true },
  { id: 'incidents', path: '/incidents', key: 'i', filtered: true },
  { id: 'reconciliation', path: '/reconciliation', key: 'r', filtered: true },
  { id: 'data', path: '/data', key: 'd', filtered: false },
  { id: 'alerts', path: '/alerts', key: 'a', filtered: false },
  { id: 'views', path: '/views', key: 'v', filtered: false },
  { id: 'glossary', path: '/glossary', key: 'w', filtered: false },
] as const;
export type PageId = (typeof PAGES)[number]['id'];

/** True for the path of a page that has the filter row. */
export function isFiltered(path: string | null): boolean {
  return PAGES.some((page) => page.filtered && page.path === path);
}

const ACTIONS = [
  { id: 'palette', keys: ['Ctrl', 'K'] },
  { id: 'filter', keys: ['/'] },
  { id: 'help', keys: ['?'] },
  { id: 'close', keys: ['Esc'] },
] as const;

/** What can be done by keyboard everywhere. */
export type Shortcut = {
  id: PageId | (typeof ACTIONS)[number]['id'];
  keys: readonly string[];
  path?: string;
};

/** Every shortcut, in the order of the help sheet. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...ACTIONS,
  ...PAGES.map(({ id, path, key }) => ({ id, path, keys: ['g', key] })),
];

/** What keys do on a heatmap that has the focus. */
export const PICTURE_KEYS = [
  { id: 'move', keys: ['←', '→', '↑', '↓'] },
  { id: 'span', keys: ['Shift', '←', '→', '↑', '↓'] },
  { id: 'open', keys: ['Enter'] },
  { id: 'leave', keys: ['Esc'] },
] as const;

/** A key as it came, and whether a field has the focus. */
export type Stroke = { key: string; ctrl: boolean; alt: boolean; typing: boolean };

/** What a key means after the one before it: a shortcut, or the beginning of one. */
export function pressed(stroke: Stroke, before?: string): { shortcut?: Shortcut; began?: string } {
  if (stroke.ctrl) return !stroke.alt && stroke.key.toLowerCase() === 'k' ? { shortcut: ACTIONS[0] } : {};
  if (stroke.typing || stroke.alt) return {};
  const keys = before ? [before, stroke.key] : [stroke.key];
  const shortcut = SHORTCUTS.find((one) => one.keys.join(' ') === keys.join(' '));
  if (shortcut) return { shortcut };
  return SHORTCUTS.some((one) => one.keys[0] === stroke.key && one.path) ? { began: stroke.key } : {};
}
