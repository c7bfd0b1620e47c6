import { pack } from './packed.ts';

const texts = new WeakMap<object, string>();

/** The JSON of an answer, written once however many ask for it. */
export function textOf(answer: object): string {
  let text = texts.get(answer);
  if (text === undefined) {
    text = JSON.stringify(answer);
    texts.set(answer, text);
  }
  return text;
}

const packedTexts = new WeakMap<object, string>();

/** The packed JSON of an answer that was written before as a whole; false for anything else. */
export function packedTextOf(value: unknown): string | false {
  if (typeof value !== 'object' || value === null || !texts.has(value)) return false;
  let text = packedTexts.get(value);
  if (text === undefined) {
    text = JSON.stringify(pack(value));
    packedTexts.set(value, text);
  }
  return text;
}
