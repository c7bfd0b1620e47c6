/** One press of a reader: how long the reader looked at what was there before, in seconds, and what the browser asks. */
export interface Step {
  think: number;
  asks: readonly string[];
}

/** Words of a step that stand for what each reader is after. */
export interface Interest {
  /** A window of the year. */
  from: string;
  to: string;
  campus: string;
  building: string;
  category: string;
  channel: string;
  incident: string;
}

const WINDOW = 'from={from}&to={to}';
const DATA = '__data.json?x-sveltekit-invalidated=01';

/**
 * A morning's session, as the browser sent it when it was recorded: the overview, its filters, the heatmap by pairs,
 * categories and metrics, cells with their attempts, incidents, and the data page. The first step loads a page; the others
 * ask for the data of the next, as the product does when a link is pressed.
 */
export const SESSION: readonly Step[] = [
  { think: 0, asks: ['/'] },
  { think: 9, asks: [`/${DATA}&${WINDOW}`] },
  { think: 6, asks: [`/${DATA}&${WINDOW}&campus_id={campus}`] },
  { think: 5, asks: [`/${DATA}&${WINDOW}&campus_id={campus}&category={category}`] },
  { think: 8, asks: [`/heatmap/${DATA}&${WINDOW}`] },
  { think: 4, asks: [`/heatmap/${DATA}&${WINDOW}&category=network`] },
  { think: 3, asks: [`/heatmap/${DATA}&${WINDOW}&category=balance`] },
  { think: 3, asks: [`/heatmap/${DATA}&${WINDOW}&category=timeout`] },
  { think: 7, asks: [`/heatmap/${DATA}&${WINDOW}&category={category}&campus_id={campus}`] },
  {
    think: 6,
    asks: [
      `/api/v1/attempts?${WINDOW}&category={category}&building_id={building}&hour=12&status=failed&limit=50`,
    ],
  },
  {
    think: 4,
    asks: [
      `/heatmap/${DATA}&${WINDOW}&category={category}&campus_id={campus}&row={building}&column=12&explain=expected`,
    ],
  },
  { think: 12, asks: [`/heatmap/${DATA}&${WINDOW}&rows=hour&columns=day_of_month&metric=excess`] },
  { think: 7, asks: [`/heatmap/${DATA}&${WINDOW}&rows=channel&columns=hour&metric=failure_rate`] },
  { think: 9, asks: [`/incidents/${DATA}&${WINDOW}`] },
  { think: 8, asks: [`/incidents/{incident}/${DATA}`] },
  { think: 14, asks: [`/incidents/month-ends/${DATA}`] },
  { think: 8, asks: [`/reconciliation/${DATA}&${WINDOW}`] },
  { think: 6, asks: [`/api/v1/heatmap?${WINDOW}&channel={channel}&rows=bank&columns=hour&metric=failures`] },
  { think: 5, asks: [`/data/${DATA}`] },
  { think: 10, asks: [`/${DATA}&${WINDOW}&channel={channel}`] },
  { think: 15, asks: ['/heatmap'] },
];

/** An address of the session as one reader asks it. */
export const addressFor = (ask: string, interest: Interest): string =>
  ask.replaceAll(/\{(\w+)\}/g, (_, word: keyof Interest) => encodeURIComponent(interest[word]));
