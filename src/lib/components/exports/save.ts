import { moment } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import type { Facts } from '../../words/facts.ts';
import type { Picture } from './offers.ts';

/** What is to be known of every picture that is taken away: of which data it is, and where it was. */
const madeFrom = ({ sample, dataThrough, timezone, dataVersion }: Facts) => [
  ...(sample ? [m.sample_banner()] : []),
  [
    m.data_through({ time: moment(dataThrough, timezone) }),
    timezone,
    m.export_made_from({ version: dataVersion }),
  ].join(' · '),
  decodeURI(location.href),
];

/** Hands a picture to the browser as a file. */
export async function save(picture: Picture, format: 'png' | 'svg', facts: Facts): Promise<void> {
  const { toPng, toSvg } = await import('./draw.ts');
  const taken = picture.taken();
  const title = taken.title ?? document.querySelector('h1')?.textContent.trim() ?? m.app_name();
  const svg = toSvg(picture.element, {
    ...taken,
    title,
    notes: [...(taken.notes ?? []), ...madeFrom(facts)],
  });
  const blob = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await toPng(svg);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `payweather${location.pathname.replaceAll('/', '-').replace(/-$/, '')}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
