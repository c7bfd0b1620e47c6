/** A drawing that ECharts has finished, and the beginning of the frame after it: by then it is on the screen. */
interface Drawn {
  finished: number;
  painted: number;
}

/** A key or a movement of the pointer, from its dispatch to the end of the frame that shows what it did. */
interface Move {
  type: string;
  began: number;
  /** End of the task that handled it, promises included. */
  handled: number;
  /** Beat of the screen that began the next frame. */
  frame: number;
  /** End of that frame: scripts, style, layout and paint. */
  painted: number;
}

/** What a page did, as the page itself saw it; times in milliseconds since its navigation began. */
export interface Seen {
  largestPaint: number;
  /** Sum of all layout shifts that no press explains: at least the cumulative layout shift, which takes the worst window. */
  shift: number;
  tasks: { began: number; took: number }[];
  clicks: number[];
  data: { address: string; ended: number }[];
  drawn: Drawn[];
  moves: Move[];
  /** Times from a key to the next paint as Event Timing has them: 8 ms fine, those below 16 ms are left out. */
  keys: number[];
}

declare global {
  interface Window {
    seen: Seen;
  }
}

/** The mark that a page sets when ECharts says `finished`. */
const FINISHED = 'chart finished';

const seen: Seen = {
  largestPaint: 0,
  shift: 0,
  tasks: [],
  clicks: [],
  data: [],
  drawn: [],
  moves: [],
  keys: [],
};
window.seen = seen;

function observe<Entry extends PerformanceEntry>(
  type: string,
  note: (entry: Entry) => void,
  options: PerformanceObserverInit & { durationThreshold?: number } = {},
): void {
  const observer = new PerformanceObserver((list) => (list.getEntries() as Entry[]).forEach(note));
  observer.observe({ type, buffered: true, ...options });
}

observe('largest-contentful-paint', (entry) => (seen.largestPaint = entry.startTime));
observe<PerformanceEntry & { hadRecentInput: boolean; value: number }>('layout-shift', (entry) => {
  if (!entry.hadRecentInput) seen.shift += entry.value;
});
observe('longtask', ({ startTime, duration }) => seen.tasks.push({ began: startTime, took: duration }));
observe<PerformanceResourceTiming>('resource', ({ name, responseEnd }) => {
  if (/\/__data\.json|\/data\?/.test(name)) seen.data.push({ address: name, ended: responseEnd });
});
observe('event', ({ name, duration }) => name === 'keydown' && seen.keys.push(duration), {
  durationThreshold: 16,
});

const afterThisTask = (then: () => void) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(null);
};

const mark = performance.mark.bind(performance);
performance.mark = (name, options) => {
  const made = mark(name, options);
  if (name === FINISHED)
    requestAnimationFrame(() => seen.drawn.push({ finished: made.startTime, painted: performance.now() }));
  return made;
};

addEventListener('click', ({ timeStamp }) => seen.clicks.push(timeStamp), { capture: true });
for (const type of ['keydown', 'pointermove'])
  addEventListener(
    type,
    () => {
      const move: Move = { type, began: performance.now(), handled: 0, frame: 0, painted: 0 };
      afterThisTask(() => (move.handled = performance.now()));
      requestAnimationFrame((frame) => {
        move.frame = frame;
        afterThisTask(() => {
          move.painted = performance.now();
          seen.moves.push(move);
        });
      });
    },
    { capture: true },
  );
