import { axisKeys, shownKeys, type Key } from '../../charts/axis-keys.ts';
import type { Drawn } from '../../charts/changes.ts';
import { rampOf } from '../../charts/heat-scale.ts';
import { heatmapHeight } from '../../charts/heatmap-size.ts';
import type { ChartOption } from '../../charts/option.ts';
import type { ChartTokens } from '../../charts/tokens.ts';
import { exact } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import type { Taken } from '../exports/offers.ts';
import { legendMarks, legendName, legendNotes } from './legend.ts';
import type { HeatmapView } from './view.ts';

/** A picture that is taken away has at most so many rows: what a browser can draw as a PNG. */
export const MOST_ROWS = 400;
/** It is at least so wide, so that names are whole and hours are written. */
const WIDTH = 960;

/** What a picture that is taken away is given by its page. */
export interface Taking {
  /** The answer whose order its rows follow: with small multiples that of the whole. */
  order: Drawn;
  /** What stands above it; else the headline of the page. */
  title?: string;
  notes: string[];
  /** Whether the legend counts the cells: not where a scale is that of several pictures. */
  counted: boolean;
}

/** How a heatmap is drawn where it is taken away: with all its rows, its legend, and how many lines are left out. */
export function takenOf(
  view: HeatmapView,
  { order, title, notes, counted }: Taking,
  tokens: ChartTokens,
  optionOf: (rows: Key[]) => ChartOption,
): Taken {
  const { answer, language } = view;
  const locale = { locale: language };
  const rows = shownKeys(order, 'row', MOST_ROWS);
  const cut = [
    { shown: rows.length, all: axisKeys(order, 'row').length, word: m.heat_some_rows },
    { shown: view.columns.length, all: axisKeys(order, 'column').length, word: m.heat_some_columns },
  ].filter(({ shown, all }) => shown < all);
  const marks = legendMarks(view).map(({ sign, level, text, cells }) => ({
    sign,
    colour: level === null ? tokens.surface : rampOf(answer, tokens)[level]!,
    text:
      counted && cells !== null
        ? m.heat_mark({ text, cells: m.heat_cells({ n: exact(cells, language) }, locale) }, locale)
        : text,
  }));
  return {
    option: optionOf(rows),
    ...(title === undefined ? {} : { title }),
    size: { width: WIDTH, height: heatmapHeight(rows.length, false) },
    legend: { title: legendName(view), marks },
    notes: [
      ...cut.map(({ shown, all, word }) =>
        word({ shown: exact(shown, language), all: exact(all, language) }, locale),
      ),
      ...legendNotes(view),
      ...notes,
    ],
  };
}
