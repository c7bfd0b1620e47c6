/** The line that begins every generated page. */
export const GENERATED =
  '<!-- Written by `npm run docs` from the sidecars and the contracts: change those, not this. -->';

/** Text as a cell of a Markdown table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A Markdown table. */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');
}

/** Parts of a page with an empty line between them. */
export function page(...parts: string[]): string {
  return `${[GENERATED, ...parts].join('\n\n')}\n`;
}
