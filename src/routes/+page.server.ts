import { error } from '@sveltejs/kit';
import { shown as taken } from '$lib/contracts/index.ts';
import { part, QuestionError, together, type Asker } from '$lib/server/index.ts';
import {
  commonKeysOf,
  comparisonOf,
  LIST_KEYS,
  type ListKey,
  readBoards,
  readFilter,
  readGrain,
  readSelection,
  standardWindow,
  type BoardBy,
} from '$lib/filters/index.ts';
import { askBoard, boardFilter } from './boards.ts';
import type { PageServerLoad } from './$types';

/** What a bill can be narrowed by. */
const BILLED: readonly ListKey[] = ['campus_id', 'channel'];

/**
 * The overview: what failed in the chosen window, against the period before, and where. Days that are selected narrow
 * everything but the trend. Only without the figures there is no page; any other part may fail by itself.
 */
export const load: PageServerLoad = async ({ url, parent, request: { signal } }) => {
  const { facts } = await parent();
  if (!facts) return { overview: null };
  const read = readFilter(url.searchParams);
  const dates = read.from || read.to ? facts.window : standardWindow(facts.window);
  const whole = { ...dates, ...read };
  const shown = { from: whole.from, to: whole.to };
  const selection = readSelection(url.searchParams, shown);
  const filter = { ...whole, ...selection };
  const boards = readBoards(url.searchParams);
  const grain = readGrain(url.searchParams, shown);
  const [keys, over] = [commonKeysOf(filter), { ...commonKeysOf(whole), grain }];
  const compare = comparisonOf(filter);
  const { from, to, campus_id, category, channel } = keys;

  const askTrend = async (ask: Asker) => {
    const [series, totals, lostOrders, lostAmount] = await Promise.all([
      ask('series', { ...over, by: 'category' }),
      ask('series', over),
      ask('series', { ...over, metric: 'lost_orders' }),
      ask('series', { ...over, metric: 'lost_amount' }),
    ]);
    return { series, totals, lostOrders, lostAmount };
  };
  const askIncidents = async (ask: Asker) =>
    (await ask('incidents', { from: shown.from, to: shown.to, campus_id, category })).incidents;
  // Bills know campuses and channels alone: of a narrower page they say nothing.
  const hasBills = LIST_KEYS.every((key) => BILLED.includes(key) || filter[key] === undefined);
  const askBills = async (ask: Asker) =>
    hasBills ? ask('reconciliation', { from, to, campus_id, channel, limit: 1 }) : null;

  try {
    const [summary, all, trend, where, via, incidents, effects, bills] = await together(
      (ask) =>
        Promise.all([
          ask('summary', { ...keys, compare }),
          category && ask('summary', { ...keys, category: undefined, compare }),
          part(askTrend(ask), signal),
          part(askBoard(ask, filter, boards, 'where'), signal),
          part(askBoard(ask, filter, boards, 'via'), signal),
          part(askIncidents(ask), signal),
          part(ask('calendar_effects', { campus_id, category }), signal),
          part(askBills(ask), signal),
        ]),
      signal,
    );
    const before =
      bills.value && bills.value.corrected > 0
        ? { corrected: bills.value.corrected, rate: bills.value.before.failure_rate }
        : null;
    const board = (by: BoardBy) => {
      const asked = { ...commonKeysOf(boardFilter(filter, by)), compare };
      return by === 'error_code' ? taken('codes', asked) : taken('ranking', { ...asked, by });
    };
    return {
      shown,
      selection,
      overview: {
        filter,
        shown,
        selection,
        grain,
        boards,
        summary,
        causes: all ?? summary,
        trend,
        where,
        via,
        incidents,
        effects: effects.value?.calendar_effects ?? [],
        before,
      },
      exports: [
        taken('summary', { ...keys, compare }),
        taken('series', { ...over, by: 'category' }),
        board(boards.where),
        board(boards.via),
        taken('attempts', keys, (category ? summary.failures : summary.attempts).value),
      ],
    };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
