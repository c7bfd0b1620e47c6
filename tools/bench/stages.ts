import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';

/** Loads a file into a database, in a process of its own; prints the seconds of every step as JSON. */
const [, , file = '', db = ''] = process.argv;
const began: { step: string; at: number }[] = [];
const now = () => performance.now() / 1000;
await ingest(locate(db), { paths: [file], onStep: (step) => began.push({ step, at: now() }) });
const ends = [...began.slice(1).map(({ at }) => at), now()];
const seconds = Object.fromEntries(began.map(({ step, at }, index) => [step, ends[index]! - at]));
process.stdout.write(`${JSON.stringify(seconds)}\n`);
