import { Agent, get } from 'node:http';
import type { Due } from './schedule.ts';

/** What the readers' process is told: whom to ask, and what when. */
export interface Errand {
  origin: string;
  schedule: Due[];
}

/** What came of one request; milliseconds from when it was due to its last byte. */
export interface Answered {
  address: string;
  took: number;
  /** HTTP status; 0 where the connection broke. */
  status: number;
  /** How late it was sent: the readers' own delay, which `took` holds too. */
  late: number;
}

/** Asks, and reads the answer to its end without keeping it. */
function ask(agent: Agent, origin: string, address: string): Promise<number> {
  return new Promise((ended) => {
    const headers = { 'accept-encoding': 'gzip', 'accept-language': 'en' };
    get(`${origin}${address}`, { agent, headers }, (response) => {
      response.resume();
      response.once('close', () => ended(response.complete ? (response.statusCode ?? 0) : 0));
    }).once('error', () => ended(0));
  });
}

let stopped = false;

/** Asks all that is due, each at its time, whatever became of those before; nothing more once it was stopped. */
async function run({ origin, schedule }: Errand): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const started = performance.now();
  const answers: Promise<Answered>[] = [];
  for (const { at, address } of schedule) {
    const wait = started + at - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    if (stopped) break;
    const late = performance.now() - started - at;
    answers.push(
      ask(agent, origin, address).then((status) => ({
        address,
        took: performance.now() - started - at,
        status,
        late,
      })),
    );
  }
  const done = await Promise.all(answers);
  agent.destroy();
  return done;
}

process.on('message', (said: Errand | 'stop') => {
  if (said === 'stop') stopped = true;
  else void run(said).then((answers) => process.send!(answers, () => process.disconnect()));
});
