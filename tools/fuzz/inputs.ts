import { seededRandom } from '../bench/kill.ts';
import { KINDS, type Kind } from './kinds.ts';
import { DEAR, MUTATIONS, OF_BYTES } from './mutations.ts';
import { oneOf, pick, type Random } from './random.ts';

/** One file to be loaded. */
export interface FuzzInput extends Pick<Kind, 'table' | 'mapping'> {
  name: string;
  kind: string;
  bytes: Buffer;
  /** What was done to it. */
  damage: string[];
}

/** One in so many inputs gets a cell of 10 MB. */
const DEAR_EVERY = 500;

/** Names of damage: to a text any, to what is made of it only to its bytes. */
function damageOf(random: Random, names: string[], most: number): string[] {
  return Array.from({ length: pick(random, most + 1) }, () => oneOf(random, names));
}

function damaged(bytes: Buffer, damage: string[], random: Random): Buffer {
  return damage.reduce(
    (whole, name) => (whole.length > 1 ? (MUTATIONS[name] ?? DEAR[name])!(whole, random) : whole),
    bytes,
  );
}

/**
 * The input of a number, the same for the same seed: a log or a bill, damaged in one to three ways, in its text or in what
 * it is packed into. The kinds take turns.
 */
export async function fuzzInput(seed: number, index: number, scratch: string): Promise<FuzzInput> {
  const random = seededRandom(seed * 1_000_003 + index);
  for (let n = 0; n < 5; n++) random();
  const names = Object.keys(KINDS);
  const kind = names[index % names.length]!;
  const { ending, table, mapping, text, pack } = KINDS[kind]!;
  const ofText = damageOf(random, Object.keys(MUTATIONS), 2);
  if (index % DEAR_EVERY === DEAR_EVERY - 1) ofText.unshift(...Object.keys(DEAR));
  let bytes = damaged(Buffer.from(text(random)), ofText, random);
  if (pack) bytes = await pack(bytes, random, scratch);
  const ofFile = pack && random() < 0.3 ? [oneOf(random, OF_BYTES)] : [];
  if (ofText.length + ofFile.length === 0) ofFile.push(oneOf(random, OF_BYTES));
  bytes = damaged(bytes, ofFile, random);
  return { name: `${index}.${ending}`, kind, table, mapping, bytes, damage: [kind, ...ofText, ...ofFile] };
}
