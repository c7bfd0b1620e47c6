import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Channel } from './types.ts';

/** One line of the dictionary; `meaning` is Chinese. */
export interface Entry {
  code: string;
  meaning: string;
  category: string;
}

/** The code families in which a channel's codes are looked up first, and the technical ones that follow. */
const FAMILIES: Record<Channel, readonly string[]> = {
  wechat_pay: [
    'wechat_v3',
    'wechat_v2',
    'wechat_trade_state',
    'wechat_client',
    'wechat_miniprogram',
    'wechat_request_id',
  ],
  alipay: ['alipay', 'alipay_gateway', 'alipay_client', 'alipay_trade_status'],
  unionpay: ['unionpay', 'unionpay_client'],
  campus_card: ['iso8583'],
  ecny: [],
};
const TECHNICAL = ['http', 'node', 'axios', 'undici', 'chromium', 'ios_nsurlerror', 'android_okhttp'];

/** Finds the file of the repository (`sql/reference/…`) from this module upwards. Throws when there is none. */
function dictionaryPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder))
      throw new Error('simulate: no package.json above the program: reinstall it');
    folder = dirname(folder);
  }
  return join(folder, 'sql', 'reference', 'gateway_codes.csv');
}

/** The fields of every line of an RFC 4180 text. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

/** The dictionary, by family. Throws an Error that names the file when it cannot be read. */
export function readDictionary(path: string = dictionaryPath()): Map<string, Entry[]> {
  const [header = [], ...rows] = parseCsv(readFileSync(path, 'utf8'));
  const at = (column: string): number => {
    const index = header.indexOf(column);
    if (index < 0) throw new Error(`simulate: ${path} has no column ${column}`);
    return index;
  };
  const [family, code, meaning, category] = ['family', 'code', 'meaning_zh', 'category'].map(at) as [
    number,
    number,
    number,
    number,
  ];
  const byFamily = new Map<string, Entry[]>();
  for (const row of rows) {
    const entries = byFamily.get(row[family]!) ?? [];
    entries.push({ code: row[code]!, meaning: row[meaning]!, category: row[category]! });
    byFamily.set(row[family]!, entries);
  }
  return byFamily;
}

/** The entries of a channel: its own, or the technical ones. */
export const entriesOf = (
  dictionary: Map<string, Entry[]>,
  channel: Channel,
  technical: boolean,
): readonly Entry[] =>
  (technical ? TECHNICAL : FAMILIES[channel]).flatMap((family) => dictionary.get(family) ?? []);

/**
 * How a code reads on a channel: looked up in its own families, then in the technical ones; undefined when no family
 * lists it, or when the families that do disagree.
 */
export function readingOf(
  dictionary: Map<string, Entry[]>,
  channel: Channel,
  code: string,
): Entry | undefined {
  for (const technical of [false, true]) {
    const found = entriesOf(dictionary, channel, technical).filter((entry) => entry.code === code);
    if (found.length > 0) return found.every((e) => e.category === found[0]!.category) ? found[0] : undefined;
  }
  return undefined;
}
