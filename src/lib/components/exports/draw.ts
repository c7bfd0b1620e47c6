import { LegendComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { init } from '../echarts.ts';
import type { Picture } from './pictures.ts';

// On the page a legend is text; a picture that is taken away carries its own.
use([LegendComponent, SVGRenderer]);

const LINE = 22;
const MARGIN = 16;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A text in lines that fit a width; a Han character is as wide as it is high, others half of that. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines = [''];
  let used = 0;
  for (const piece of text.match(
    /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+|\s+/gu,
  ) ?? []) {
    const needed = [...piece].reduce(
      (sum, one) => sum + (/[\u2e80-\uffef]/.test(one) ? size : size * 0.56),
      0,
    );
    if (used + needed > width && used > 0) {
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += piece;
    used += needed;
  }
  return lines.map((line) => line.trim());
}

/** A picture as SVG, with its title above and notes of what it was made from below. */
export function toSvg({ option, element }: Picture, title: string, notes: string[]): string {
  const { width, height } = element.getBoundingClientRect();
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ ...option, animation: false });
  // ECharts leaves the quotes of font names as they are inside the attribute.
  const inner = chart.renderToSVGString().replaceAll(/"([\w -]+)"(?=,)/g, "'$1'");
  chart.dispose();
  const { color, fontFamily } = getComputedStyle(element);
  const fill = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim() || '#fff';
  const head = wrap(title, width, 16);
  const foot = notes.flatMap((note) => wrap(note, width, 11));
  const top = MARGIN + head.length * LINE;
  const all = top + height + foot.length * 16 + MARGIN;
  const text = (lines: string[], y: number, step: number, size: number) =>
    lines
      .map(
        (line, index) =>
          `<text x="${MARGIN}" y="${y + index * step}" font-size="${size}" fill="${color}">${escaped(line)}</text>`,
      )
      .join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * MARGIN}" height="${all}" font-family="${escaped(fontFamily)}">` +
    `<rect width="100%" height="100%" fill="${fill}"/>` +
    text(head, MARGIN + 12, LINE, 16) +
    `<g transform="translate(${MARGIN} ${top})">${inner}</g>` +
    text(foot, top + height + 14, 16, 11) +
    '</svg>'
  );
}

/** An SVG as a PNG of twice its size. */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob(
      (blob) => (blob ? done(blob) : failed(new Error('the picture could not be drawn'))),
      'image/png',
    ),
  );
}
