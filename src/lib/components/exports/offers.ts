import type { ChartOption } from '../../charts/option.ts';
import type { Shown } from '../../contracts/index.ts';

/** What parts of a page offer for as long as they are on it. */
function shelf<Thing>() {
  const offers = new Set<() => Thing>();
  return {
    /** Offers something; gives how to take it back. */
    offer(thing: () => Thing): () => void {
      offers.add(thing);
      return () => offers.delete(thing);
    },
    /** What is on the page, as it is now. */
    offered: (): Thing[] => [...offers].map((thing) => thing()),
  };
}

/** A sign of a picture and what it means: a colour, with a spike where it stands for outliers, or a pattern. */
export interface Mark {
  sign: 'step' | 'outlier' | 'thin' | 'empty';
  colour: string;
  text: string;
}

/** How a picture is drawn where it is taken away. */
export interface Taken {
  option: ChartOption;
  /** What stands above it; else the headline of the page. */
  title?: string;
  /** Its least width and its height in pixels; else those on the page. */
  size?: { width: number; height: number };
  legend?: { title: string; marks: Mark[] };
  /** What else is to be known of it, a line each. */
  notes?: string[];
}

/** A picture on the page that can be taken away. */
export interface Picture {
  /** What it shows, in a sentence. */
  label: string;
  /** Made when it is taken away. */
  taken: () => Taken;
  /** Where it is drawn, for its size and colours. */
  element: HTMLElement;
}

/** The pictures on the page. */
export const pictures = shelf<Picture>();

/** The answers on the page that its address alone does not ask for. */
export const answers = shelf<Shown[]>();
