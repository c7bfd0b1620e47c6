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

/** The JSON of a value that was written before as a whole. */
export const knownText = (value: unknown): string | false =>
  (typeof value === 'object' && value !== null && texts.get(value)) || false;
