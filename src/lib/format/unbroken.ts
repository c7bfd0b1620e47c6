/** A number with its sign, currency, inner punctuation and unit: what no line may break inside. */
const NUMBER =
  /[+−×¥]*\d[\d,.:%–-]*(?:[\s\u00a0]?(?:[万亿]?[笔单行天月日年秒点]|个百分点|[万亿]|points|days))*/g;

/** Splits a sentence into words and numbers, so that the numbers can be kept on one line. */
export function unbroken(sentence: string): { text: string; number: boolean }[] {
  const parts: { text: string; number: boolean }[] = [];
  let end = 0;
  for (const match of sentence.matchAll(NUMBER)) {
    if (match.index > end) parts.push({ text: sentence.slice(end, match.index), number: false });
    parts.push({ text: match[0], number: true });
    end = match.index + match[0].length;
  }
  if (end < sentence.length) parts.push({ text: sentence.slice(end), number: false });
  return parts;
}
