import type { Key } from '../../charts/axis-keys.ts';
import { marginsOf } from '../../charts/margins.ts';
import type { Metric } from '../../contracts/index.ts';
import { exact, exactMoney, short, withSign } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import { fraction } from '../../words/counts.ts';
import { countsOf } from './drill.ts';
import type { Line } from './pointing.ts';
import type { Block } from './question.ts';
import { blockName, writeShort, writeValue, type HeatmapView } from './view.ts';
import { keyPhrase } from './words.ts';

const COUNTS: readonly Metric[] = ['attempts', 'failures', 'lost_orders', 'expected'];
const MONEY: readonly Metric[] = ['failed_amount', 'lost_amount'];

/** A total beside its bar: counts short, as there is little room. */
export const writeTotal = (view: HeatmapView, value: number) =>
  COUNTS.includes(view.answer.metric) && !view.answer.isChange
    ? short(value, view.language)
    : writeShort(view, value);

/** A total in full, with its unit. */
function writeInFull(view: HeatmapView, value: number): string {
  const { answer, language } = view;
  const isSigned = answer.isChange === true || answer.metric === 'excess';
  const sign = (text: string) => (isSigned ? withSign(value, text) : text);
  if (MONEY.includes(answer.metric)) return sign(exactMoney(Math.abs(value), language));
  if (answer.metric === 'excess') return sign(exact(Math.round(Math.abs(value)), language));
  return writeValue(view, value);
}

/** The key of a line. */
export const keyOf = ({ rows, columns }: HeatmapView, { side, index }: Line): Key =>
  (side === 'row' ? rows : columns)[index]!;

/** The cells of a line, drawn or not. */
export function blockOf(view: HeatmapView, line: Line): Block {
  const keys = [String(keyOf(view, line))];
  return line.side === 'row' ? { rows: keys, columns: [] } : { rows: [], columns: keys };
}

/** What is said of a block before it is opened: its name and its fraction. */
export function describeBlock(view: HeatmapView, block: Block): string {
  const counts = countsOf(view.answer, block);
  const said = counts ? fraction(counts, view.language) : m.heat_empty({}, { locale: view.language });
  return [blockName(view, block), said].join(' · ');
}

/** What a tooltip says of a line: its total in full, its name, its fraction, and what to do. */
export function describeLine(view: HeatmapView, line: Line): { title: string; lines: string[] } {
  const { answer, places, language } = view;
  const locale = { locale: language };
  const key = keyOf(view, line);
  const name = keyPhrase(answer[`${line.side}_dimension`], key, places, language);
  const total = marginsOf(answer, line.side)?.get(String(key));
  const counts = countsOf(answer, blockOf(view, line));
  return {
    title: total ? writeInFull(view, total.value) : name,
    lines: [
      ...(total ? [name] : []),
      counts ? fraction(counts, view.language) : m.heat_empty({}, locale),
      ...(total?.thin ? [m.heat_tip_thin({}, locale)] : []),
      m.heat_tip_open({}, locale),
    ],
  };
}
