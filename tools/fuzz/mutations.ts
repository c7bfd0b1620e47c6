import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { oneOf, pick, shuffle, type Random } from './random.ts';

/** Damages a log. */
export type Mutate = (text: Buffer, random: Random) => Buffer;

/** Changes the lines of a text. */
const lines =
  (change: (lines: string[], random: Random) => string[]): Mutate =>
  (text, random) =>
    Buffer.from(change(text.toString('utf8').split('\n'), random).join('\n'));

/** Changes some cells below the header; commas inside quotes count as commas, which damages them too. */
const cells = (share: number, change: (cell: string, random: Random) => string): Mutate =>
  lines((all, random) =>
    all.map((line, n) =>
      n === 0
        ? line
        : line
            .split(',')
            .map((cell) => (random() < share ? change(cell, random) : cell))
            .join(','),
    ),
  );

const ODD = ['"', ',', '\n', '\r', '\r\n', '\0', '\t', '"\n"', '\u00a0', '，', '\u001f', '{', '}', '\\', ' '];

const DATES = [
  '0000-00-00', '9999-12-31 23:59:59', '-0044-03-15', '2026-02-30 12:00:00', '2026-03-01T25:61:61Z', '1969-12-31T23:59:59+14:00',
  '294247-01-10 04:00:54', '290309-12-22 (BC)', '1e9', 'infinity', '-infinity', 'epoch', '20260301', '01/03/2026', '44986.5', '2026-03-01 12:00:00+99',
]; // prettier-ignore

const FORMULAS = [
  '=1+1',
  '=cmd|"/c calc"!A1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  "'=1",
  '=HYPERLINK("http://x")',
];

const NUMBERS = [
  '1e308',
  '-0',
  'NaN',
  'Infinity',
  '0x1f',
  '1,000.00',
  '¥12',
  '99999999999999999999',
  '1e-400',
  '--1',
  '٣',
];

/** Ways in which a log gets damaged. */
export const MUTATIONS: Record<string, Mutate> = {
  'flipped bytes': (text, random) => {
    const damaged = Buffer.from(text);
    for (let n = 0; n < 4; n++) damaged[pick(random, damaged.length)] = pick(random, n === 0 ? 256 : 128);
    return damaged;
  },
  truncated: (text, random) => text.subarray(0, 1 + pick(random, text.length - 1)),
  'beginning lost': (text, random) => text.subarray(pick(random, text.length - 1)),
  'odd characters': (text, random) => {
    let damaged = text.toString('utf8');
    for (let n = 0; n < 3; n++) {
      const at = pick(random, damaged.length);
      damaged = damaged.slice(0, at) + oneOf(random, ODD) + damaged.slice(at + pick(random, 2));
    }
    return Buffer.from(damaged);
  },
  NULs: (text, random) => {
    const damaged = Buffer.from(text);
    for (let n = 0; n < 3; n++) damaged[pick(random, damaged.length)] = 0;
    return damaged;
  },
  'columns shuffled': lines((all, random) => {
    const order = shuffle([...(all[0] ?? '').split(',').keys()], random);
    return all.map((line) => order.map((at) => line.split(',')[at] ?? '').join(','));
  }),
  'lines shuffled': lines(([header = '', ...rest], random) => [header, ...shuffle(rest, random)]),
  'lines repeated': lines((all, random) => all.flatMap((line) => (random() < 0.2 ? [line, line] : [line]))),
  'blank lines': lines((all, random) => all.flatMap((line) => (random() < 0.2 ? [line, ''] : [line]))),
  'line ends of Windows': lines((all) => all.map((line) => `${line}\r`)),
  'fields lost or won': lines((all, random) =>
    all.map((line, n) => {
      if (n === 0 || random() < 0.7) return line;
      return random() < 0.5 ? line.split(',').slice(pick(random, 4)).join(',') : `${line},${random()}`;
    }),
  ),
  'absurd dates': cells(0.15, (_, random) => oneOf(random, DATES)),
  'absurd numbers': cells(0.15, (_, random) => oneOf(random, NUMBERS)),
  'formula cells': cells(0.15, (_, random) => oneOf(random, FORMULAS)),
  'a lying header': lines(([header = '', ...rest], random) => {
    const names = header.split(',');
    const at = pick(random, names.length);
    const lie = oneOf(random, [
      oneOf(random, names),
      '',
      names[at]!.toUpperCase(),
      `${names[at]} `,
      '"',
      'extra',
    ]);
    return [names.map((name, n) => (n === at ? lie : name)).join(','), ...rest];
  }),
  'half a GB18030 character': (text, random) => {
    const bytes = iconv.encode(text.toString('utf8').replace('余额不足', '余额不足𠮷'), 'gb18030');
    const at = pick(random, bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from([0x81 + pick(random, 120)]),
      bytes.subarray(at + 1),
    ]);
  },
  'another encoding cut': (text, random) => {
    const bytes = iconv.encode(text.toString('utf8'), oneOf(random, ['utf16le', 'utf16be', 'utf8']), {
      addBOM: true,
    });
    return bytes.subarray(0, bytes.length - pick(random, 3));
  },
  'gzip, damaged': (text, random) => {
    const bytes = gzipSync(text);
    if (random() < 0.5) return bytes.subarray(0, pick(random, bytes.length));
    bytes[pick(random, bytes.length)]! ^= 1 << pick(random, 8);
    return bytes;
  },
};

/** Damage that does not care what the bytes mean. */
export const OF_BYTES = ['flipped bytes', 'truncated', 'beginning lost', 'NULs'];

/** Damage that is too dear to do often. */
export const DEAR: Record<string, Mutate> = {
  'a cell of 10 MB': (text, random) => {
    const at = pick(random, text.length);
    return Buffer.concat([text.subarray(0, at), Buffer.alloc(10_000_000, 120), text.subarray(at)]);
  },
};
