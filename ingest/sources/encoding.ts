import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';

/** The encodings that a text may come in. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Other names of the same, as mappings and options may give them. */
export const ENCODING_NAMES: Record<string, Encoding> = {
  ...Object.fromEntries(ENCODINGS.map((name) => [name, name])),
  utf8: 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/** An encoding with what speaks for it; `encoding` is null where nothing that can be read fits. */
export interface Detected {
  encoding: Encoding | null;
  reason: string;
}

const MARKS: [encoding: Encoding, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Encodings of neighbours that GB18030 is mistaken for, as chardet calls them. */
const NEIGHBOURS = /^(Shift_JIS|Big5|EUC-JP|EUC-KR|ISO-2022)/;

/** Lines with bytes beyond ASCII, and how many of them `isRight` finds wrong. */
function damage(bytes: Buffer, isRight: (line: Buffer) => boolean): { share: number; ofAll: number } {
  const lines = bytes.toString('latin1').split('\n');
  if (lines.length > 1) lines.pop();
  const beyond = lines.filter((line) => /[\x80-\xff]/.test(line)).map((line) => Buffer.from(line, 'latin1'));
  const wrong = beyond.filter((line) => !isRight(line)).length;
  return { share: beyond.length === 0 ? 0 : wrong / beyond.length, ofAll: wrong / lines.length };
}

/** A few damaged lines are rejected one by one; where most that go beyond ASCII are wrong, the text is in another encoding. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const end = bytes.indexOf(0x0a);
  const { share, ofAll } = damage(bytes, isUtf8);
  return (
    isUtf8(end === -1 ? bytes.subarray(0, -3) : bytes.subarray(0, end)) && (share <= 0.5 || ofAll <= 0.02)
  );
}

const isGb18030 = (line: Buffer) => !/[\ufffd\p{Cs}]/u.test(iconv.decode(line, 'gb18030'));

/** How many of the two-byte characters lie where GB 2312 has its own: nearly all of them in Chinese text. */
function shareOfCommonChinese(bytes: Buffer): number {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < bytes.length - 1; at += 1) {
    const lead = bytes[at] ?? 0;
    const trail = bytes[at + 1] ?? 0;
    if (lead < 0x81) continue;
    const isOfFour = trail >= 0x30 && trail <= 0x39;
    at += isOfFour ? 3 : 1;
    if (isOfFour) continue;
    pairs += 1;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common += 1;
  }
  return pairs === 0 ? 0 : common / pairs;
}

/** UTF-16 without a mark: what is ASCII in it has a NUL before or behind. */
function unmarkedUtf16(bytes: Buffer): Encoding | null {
  const nuls = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const least = bytes.length / 20;
  if (odd > least && even * 10 < odd) return 'utf-16le';
  return even > least && odd * 10 < even ? 'utf-16be' : null;
}

/** The encoding of a text, told from a part of it that begins with its first byte: valid UTF-8 goes before any guess. */
export function detectEncoding(bytes: Buffer): Detected {
  const marked = MARKS.find(([, mark]) => bytes.subarray(0, mark.length).equals(Buffer.from(mark)));
  if (marked !== undefined) return { encoding: marked[0], reason: 'it begins with a byte order mark' };
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return { encoding: wide, reason: 'every other byte is NUL' };
  if (isMostlyUtf8(bytes)) {
    const plain = !/[\x80-\xff]/.test(bytes.toString('latin1'));
    return { encoding: 'utf-8', reason: plain ? 'it is plain ASCII' : 'its bytes are valid UTF-8' };
  }
  const guesses = chardet.analyse(bytes);
  const sure = (name: RegExp) =>
    Math.max(0, ...guesses.filter((it) => name.test(it.name)).map((it) => it.confidence));
  const { share, ofAll } = damage(bytes, isGb18030);
  if (
    (share <= 0.5 || ofAll <= 0.02) &&
    shareOfCommonChinese(bytes) >= 0.8 &&
    sure(/^GB18030$/) >= sure(NEIGHBOURS)
  ) {
    return { encoding: 'gb18030', reason: 'it is not UTF-8, and its bytes are Chinese text in GB18030' };
  }
  return { encoding: null, reason: `it looks like ${guesses[0]?.name ?? 'no text'}` };
}
