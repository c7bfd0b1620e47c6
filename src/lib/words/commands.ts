import { COMPARISONS, type Comparison } from '../contracts/index.ts';
import {
  carried,
  changed,
  isFiltered,
  LIST_KEYS,
  monthEndsWindow,
  PAGES,
  PRESETS,
  presetWindow,
  readFilter,
  type Change,
  type DateWindow,
  type Filter,
  type Preset,
  type Shortcut,
} from '../filters/index.ts';
import type { Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';
import type { Facts } from './facts.ts';
import { dimensionName, nameOf } from './names.ts';

type Word = (inputs?: Record<string, never>, options?: { locale: Language }) => string;

/** One line of the palette: every command is an address. */
export type Command = { id: string; name: string; href: string; keys?: readonly string[] };
export type CommandGroup = { name: string; commands: Command[] };

const SHORTCUT_WORDS: Record<Shortcut['id'], Word> = {
  overview: m.nav_overview,
  heatmap: m.nav_heatmap,
  incidents: m.nav_incidents,
  reconciliation: m.rec_nav,
  data: m.nav_data,
  alerts: m.nav_alerts,
  views: m.views_title,
  glossary: m.nav_glossary,
  palette: m.palette,
  filter: m.shortcut_filter,
  help: m.shortcuts,
  close: m.shortcut_close,
};

/** What a preset of dates is called. */
export const PRESET_WORDS: Record<Preset, Word> = {
  today: m.preset_today,
  yesterday: m.preset_yesterday,
  last7: m.preset_last7,
  last28: m.preset_last28,
  thisMonth: m.preset_thisMonth,
  lastMonth: m.preset_lastMonth,
  all: m.preset_all,
};

/** What a comparison is called. */
export const COMPARISON_WORDS: Record<Comparison, Word> = {
  previous: m.compare_previous,
  month: m.compare_month,
  weekday: m.compare_weekday,
  year: m.compare_year,
  none: m.compare_none,
};

const THEME_WORDS = { auto: m.theme_auto, light: m.theme_light, dark: m.theme_dark } as const;
const LANGUAGES = { 'zh-CN': '中文', en: 'English' } as const;

/** What a shortcut does, in words. */
export function shortcutName({ id, path }: Shortcut): string {
  const name = SHORTCUT_WORDS[id]();
  return path ? m.shortcut_go({ page: name }) : name;
}

/** Everything that the palette offers on a page; without data only what needs none. */
export function commandsFor(url: URL, facts: Facts | null, language: Language): CommandGroup[] {
  const filter = readFilter(url.searchParams);
  const pages = PAGES.map(({ id, path, key }) => ({
    id,
    name: SHORTCUT_WORDS[id](),
    href: carried(path, filter),
    keys: ['g', key],
  }));
  return [
    { name: m.palette_go(), commands: pages },
    ...(facts ? narrowing(url, facts, filter, language) : []),
    {
      name: m.theme(),
      commands: (['auto', 'light', 'dark'] as const).map((theme) =>
        preference(url, 'theme', theme, THEME_WORDS[theme]()),
      ),
    },
    {
      name: m.language(),
      commands: (['zh-CN', 'en'] as const).map((locale) =>
        preference(url, 'locale', locale, LANGUAGES[locale]),
      ),
    },
  ];
}

/** The heatmap of the last six month ends laid over each other. */
export function monthEndsHref(filter: Filter, data: DateWindow): string {
  return carried(
    '/heatmap',
    { ...filter, ...monthEndsWindow(data) },
    { rows: 'days_to_month_end', columns: 'hour' },
  );
}

function narrowing(url: URL, facts: Facts, filter: Filter, language: Language): CommandGroup[] {
  const href = (change: Change) =>
    isFiltered(url.pathname) ? changed(url, change) : carried('/', { ...filter, ...change } as Filter);
  const presets = PRESETS.map((preset) => ({
    id: preset,
    name: PRESET_WORDS[preset](),
    href: href(presetWindow(preset, facts.window)),
  }));
  const monthEnds = {
    id: 'monthEnds',
    name: m.preset_monthEnds(),
    href: monthEndsHref(filter, facts.window),
  };
  const comparisons = COMPARISONS.map((compare) => ({
    id: `compare ${compare}`,
    name: COMPARISON_WORDS[compare](),
    href: carried('/', { ...filter, compare }),
  }));
  const dimensions = LIST_KEYS.map((key) => ({
    name: m.palette_filter({ name: dimensionName(key, language) }),
    commands: facts.options[key].map((value) => ({
      id: `${key} ${value}`,
      name: nameOf(key, value, facts.places, language),
      href: href({ [key]: [value] }),
    })),
  }));
  return [
    { name: m.filter_dates(), commands: [...presets, monthEnds] },
    { name: m.compare(), commands: comparisons },
    ...dimensions.filter(({ commands }) => commands.length > 0),
  ];
}

function preference(url: URL, key: string, value: string, name: string): Command {
  const back = url.pathname + url.search;
  return { id: `${key} ${value}`, name, href: `/preferences?${new URLSearchParams({ [key]: value, back })}` };
}
