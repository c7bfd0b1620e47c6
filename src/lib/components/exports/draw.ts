import { LegendComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { init } from '../echarts.ts';
import { drawLegend, SMALL } from './legend.ts';
import type { Taken } from './offers.ts';
import { wrap } from './wrap.ts';

// On the page a legend is text; a picture that is taken away carries its own.
use([LegendComponent, SVGRenderer]);

const MARGIN = 16;
/** Sizes of letters and lines: of the title above, and of the notes below. */
const HEAD = { size: 16, line: 22 };
const FOOT = { size: SMALL, line: 16 };

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function chartOf(option: Taken['option'], width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ ...option, animation: false });
  // ECharts leaves the quotes of font names as they are inside the attribute.
  const svg = chart.renderToSVGString().replaceAll(/"([\w -]+)"(?=,)/g, "'$1'");
  chart.dispose();
  return svg;
}

/** A picture as SVG: its title above; its legend and the notes of what it was made from below. */
export function toSvg(element: HTMLElement, taken: Taken & { title: string; notes: string[] }): string {
  const page = element.getBoundingClientRect();
  const [width, height] = [Math.max(page.width, taken.size?.width ?? 0), taken.size?.height ?? page.height];
  const { color, fontFamily } = getComputedStyle(element);
  const styles = getComputedStyle(document.documentElement);
  const colourOf = (name: string, other: string) => styles.getPropertyValue(name).trim() || other;
  const [surface, line] = [colourOf('--surface', '#fff'), colourOf('--line-strong', '#999')];

  const lines = (texts: string[], y: number, { size, line }: typeof HEAD) => {
    const all = texts.flatMap((text) => wrap(text, width, size));
    const svg = all
      .map(
        (text, index) =>
          `<text x="${MARGIN}" y="${y + size + index * line}" font-size="${size}" fill="${color}">${escaped(text)}</text>`,
      )
      .join('');
    return { svg, below: y + all.length * line };
  };
  const at = (y: number, svg: string) => `<g transform="translate(${MARGIN} ${y})">${svg}</g>`;

  const head = lines([taken.title], MARGIN - 4, HEAD);
  const top = head.below + 4;
  const named = lines(taken.legend ? [taken.legend.title] : [], top + height + 4, FOOT);
  const legend = drawLegend(taken.legend?.marks ?? [], width, { text: color, surface, line }, escaped);
  const foot = lines(taken.notes, named.below + 4 + legend.height, FOOT);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * MARGIN}" height="${foot.below + MARGIN}" font-family="${escaped(fontFamily)}">` +
    `<rect width="100%" height="100%" fill="${surface}"/>` +
    head.svg +
    at(top, chartOf(taken.option, width, height)) +
    named.svg +
    at(named.below + 4, legend.svg) +
    foot.svg +
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
