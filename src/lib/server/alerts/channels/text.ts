import type { AlertMessage } from '../../../contracts/index.ts';

/** Characters that would be markup in a robot's markdown. */
const MARKUP = /[\\`*_[\]<>#|~]/g;

/** A message as plain text, its link in full. */
export function plain({ title, lines, link, link_text }: AlertMessage): string {
  return [title, ...lines, `${link_text}: ${link}`].join('\n');
}

/** A message as the markdown that WeCom and DingTalk share: bold, lines and links. */
export function markdown({ title, lines, link, link_text }: AlertMessage): string {
  const clean = (text: string) => text.replaceAll(MARKUP, ' ');
  const reference = /^https?:/.test(link) ? `[${clean(link_text)}](${link})` : `${clean(link_text)}: ${link}`;
  return [`**${clean(title)}**`, ...lines.map(clean), reference].join('\n\n');
}

/** The beginning of a text that fits into so many bytes of UTF-8, cut between lines where it can be. */
export function fitting(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const lines = text.split('\n');
  while (lines.length > 1 && Buffer.byteLength(lines.join('\n')) > most - 3) lines.splice(-2, 1);
  const kept = lines.join('\n');
  return Buffer.byteLength(kept) <= most ? kept : [...kept].slice(0, Math.floor(most / 4)).join('');
}
