import type { ChartOption } from '../../charts/option.ts';

/** A picture on the page that can be taken away. */
export interface Picture {
  /** What it shows, in a sentence. */
  label: string;
  option: ChartOption;
  /** Where it is drawn, for its size and colours. */
  element: HTMLElement;
}

const offers = new Set<() => Picture>();

/** Offers a picture for as long as it is on the page; gives how to take it back. */
export function offer(picture: () => Picture): () => void {
  offers.add(picture);
  return () => offers.delete(picture);
}

/** The pictures that are on the page, as they are now. */
export const offered = (): Picture[] => [...offers].map((picture) => picture());
