import { chooser } from './rng.ts';
import type { Random } from './rng.ts';
import { entriesOf, readingOf } from './dictionary.ts';
import type { Entry } from './dictionary.ts';
import {
  CANCEL_CODES,
  COMMON,
  MESSAGE_ONLY,
  SUCCESS_CODES,
  TECHNICAL_CODES,
  TECHNICAL_SHARE,
  UNLISTED,
} from './common-codes.ts';
import { CAUSES } from './types.ts';
import type { Category, Cause, Channel, Platform } from './types.ts';

/** What the log says about a failure. */
export interface Words {
  code: string;
  /** `error_code,error_message`, escaped for CSV. */
  fields: string;
  /** How the dictionary reads the code on its channel. */
  category: Category | 'user_cancelled';
  contradicts: boolean;
}

/** Quotes a CSV field where RFC 4180 asks for it. */
export const csvField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const words = (code: string, message: string, category: Words['category']): Words => ({
  code,
  fields: `${csvField(code)},${csvField(message)}`,
  category,
  contradicts: false,
});

/** A chooser that takes the n-th item with weight n^-1.6; after the `common` first ones as if 8 stood between. */
const skewed = (items: readonly Words[], common = items.length) =>
  chooser(
    items,
    items.map((_, rank) => (rank < common ? rank + 1 : rank + 9) ** -1.6),
  );

/** The codes that a simulated log uses: choosers of words by channel, platform and cause. */
export interface CodeBook {
  failure: (random: Random, channel: Channel, platform: Platform, cause: Cause) => Words;
  unreadable: (random: Random, channel: Channel) => Words;
  contradiction: (random: Random, channel: Channel) => Words;
  cancelled: (random: Random, channel: Channel) => Words;
}

/** Makes the code book of a dictionary. A code is used for a cause only if the dictionary reads it as that cause. */
export function codeBook(dictionary: Map<string, Entry[]>): CodeBook {
  const read = (channel: Channel, codes: readonly string[], category: string): Words[] =>
    codes.flatMap((code) => {
      const entry = readingOf(dictionary, channel, code);
      return entry?.category === category ? [words(code, entry.meaning, category as Words['category'])] : [];
    });
  const own = (channel: Channel, cause: Cause): ((random: Random) => Words) | null => {
    const common = COMMON[channel]?.[cause] ?? [];
    const listed = entriesOf(dictionary, channel, false).filter(({ category }) => category === cause);
    const tail = [...new Set(listed.map(({ code }) => code))].filter((code) => !common.includes(code));
    const first = read(channel, common, cause);
    const all = [...first, ...read(channel, tail, cause)];
    return all.length > 0 ? skewed(all, first.length) : null;
  };
  const makeFailure = (channel: Channel, platform: Platform, cause: Cause): ((random: Random) => Words) => {
    const only = MESSAGE_ONLY[channel]?.[cause];
    const said = only && words(...only, 'unknown');
    const channels = said ? () => said : own(channel, cause);
    if (channels && cause !== 'network' && cause !== 'timeout') return channels;
    if (cause !== 'network' && cause !== 'timeout')
      throw new Error(`simulate: the dictionary has no ${cause} code for ${channel}`);
    const technical = skewed(read(channel, TECHNICAL_CODES[cause][platform], cause));
    if (channels === null) return technical;
    const share = TECHNICAL_SHARE[cause];
    return (random) => (random() < share ? technical(random) : channels(random));
  };

  const failures = new Map<string, (random: Random) => Words>();
  const others = new Map<string, (random: Random) => Words>();
  for (const channel of Object.keys(UNLISTED) as Channel[]) {
    for (const cause of CAUSES)
      for (const platform of Object.keys(TECHNICAL_CODES.network) as Platform[])
        failures.set(`${channel}|${platform}|${cause}`, makeFailure(channel, platform, cause));
    const listed = entriesOf(dictionary, channel, false).filter(({ category }) => category === 'unknown');
    others.set(
      `unreadable|${channel}`,
      skewed([
        ...UNLISTED[channel].map(([code, message]) => words(code, message, 'unknown')),
        ...read(
          channel,
          listed.map((entry) => entry.code),
          'unknown',
        ),
      ]),
    );
    others.set(`cancelled|${channel}`, skewed(read(channel, CANCEL_CODES[channel], 'user_cancelled')));
    others.set(
      `contradiction|${channel}`,
      skewed(
        read(channel, SUCCESS_CODES[channel], 'success').map((w) => ({
          ...w,
          category: 'unknown' as const,
          contradicts: true,
        })),
      ),
    );
  }
  return {
    failure: (random, channel, platform, cause) => failures.get(`${channel}|${platform}|${cause}`)!(random),
    unreadable: (random, channel) => others.get(`unreadable|${channel}`)!(random),
    contradiction: (random, channel) => others.get(`contradiction|${channel}`)!(random),
    cancelled: (random, channel) => others.get(`cancelled|${channel}`)!(random),
  };
}
