import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../ingest/paths.ts';
import { build, isBuilt } from '../../build.ts';
import { askServer, serve } from '../../product.ts';
import { runNode } from '../child.ts';
import { seededRandom } from '../kill.ts';
import { daysAfter, prepared } from '../prepared.ts';
import { quantile, report, reportMachine } from '../report.ts';
import type { Answered, Errand } from './readers.ts';
import { schedule, type Due } from './schedule.ts';
import { addressFor, SESSION, type Interest } from './session.ts';
import { copyOf, interestsOf } from './world.ts';

/** The longest that a load may take; readers go on as long as it does. */
const LONGEST_LOAD_MS = 60 * 60_000;

/** Sends readers, in a process of their own, and gives what came of all they asked. */
function send(errand: Errand): { answers: Promise<Answered[]>; stop: () => void } {
  const child = fork(join(import.meta.dirname, 'readers.ts'), { execArgv: ['--import', 'tsx'] });
  const answers = new Promise<Answered[]>((resolve, reject) => {
    child.once('message', (found) => resolve(found as Answered[]));
    child.once('exit', (code) => reject(new Error(`the readers ended with ${code}`)));
  });
  child.send(errand);
  return { answers, stop: () => child.send('stop') };
}

/** Figures of a phase; the number of errors. */
function tell(phase: string, answers: Answered[], baseline?: Answered[]): number {
  const times = answers.map(({ took }) => took);
  const failed = answers.filter(({ status }) => status === 0 || status >= 400);
  for (const { address, status } of failed.slice(0, 5)) process.stderr.write(`${status} ${address}\n`);
  report({ name: `serve.${phase}.requests`, value: answers.length, unit: 'requests' });
  report({ name: `serve.${phase}.errors`, value: failed.length, unit: 'requests', at_most: 0 });
  for (const [name, p] of [
    ['p50', 0.5],
    ['p99', 0.99],
    ['max', 1],
  ] as const)
    report({
      name: `serve.${phase}.${name}`,
      value: quantile(times, p),
      unit: 'ms',
      ...(baseline && {
        at_most: name === 'p99' ? 300 : undefined,
        ratio:
          quantile(times, p) /
          quantile(
            baseline.map(({ took }) => took),
            p,
          ),
        baseline: `serve.healthz.${name}`,
      }),
    });
  const late = quantile(
    answers.map((it) => it.late),
    0.99,
  );
  report({ name: `serve.${phase}.sent_late.p99`, value: late, unit: 'ms' });
  return failed.length;
}

/**
 * `--readers N` (default 200) click through the recorded session for `--seconds N` (default 60), over a year of
 * `--rows N` attempts (default 20,000,000) that stays in `--dir DIR`: first all after the same, then each after a month,
 * place, category and incident of its own, which nobody has asked for; then all after the same again, on and on while
 * `--load N` more rows (default 1,000,000) are loaded and published. One reader has walked through the session before, as
 * on a server that has been up.
 *
 * Each press has its time before anything is asked, and an answer takes from that time to its last byte, whatever
 * delayed it. `/healthz` under the same schedule is the baseline; `sent_late` is what the readers' own process delayed.
 * It fails when any request fails.
 */
export async function benchServe({
  rows = 20_000_000,
  readers = 200,
  seconds = 60,
  load = 1_000_000,
  seed = 1,
  dir = join(tmpdir(), 'payweather-bench'),
}: {
  rows?: number;
  readers?: number;
  seconds?: number;
  load?: number;
  seed?: number;
  dir?: string;
}): Promise<void> {
  if (!isBuilt() && (await build(['--logLevel', 'warn'])) !== 0) throw new Error('the build failed');
  const more = await daysAfter(dir, load);
  const copy = join(dir, 'loaded-into');
  const locations = copyOf(await prepared(dir, rows), copy);
  const product = await serve(locations);
  const { origin } = product;
  try {
    reportMachine({ rows, readers });
    const random = seededRandom(seed);
    const interests = await interestsOf(origin, readers, random);
    for (const { asks } of SESSION)
      for (const ask of asks) await (await fetch(origin + addressFor(ask, interests[0]!))).arrayBuffer();

    const planned = schedule(SESSION, interests, random, seconds * 1000);
    const sendAll = (due: Due[]) => send({ origin, schedule: due });
    const bare = await sendAll(planned.map(({ at }) => ({ at, address: '/healthz' }))).answers;
    let failed = tell('healthz', bare);
    const alike = Array<Interest>(readers).fill(interests[0]!);
    const inTime = schedule(SESSION, alike, random, seconds * 1000);
    failed += tell('alike', await sendAll(inTime).answers, bare);
    failed += tell('own', await sendAll(planned).answers, bare);

    const before = (await askServer(origin, 'quality')).data_version;
    const during = sendAll(schedule(SESSION, alike, random, LONGEST_LOAD_MS));
    const least = new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const loaded = await runNode([
      join(ROOT, 'bin', 'payweather.js'),
      'ingest',
      more,
      '--db',
      locations.published,
    ]);
    await least;
    during.stop();
    failed += tell('loading', await during.answers, bare);
    report({ name: 'serve.loading.load', value: loaded.seconds, unit: 's' });
    if ((await askServer(origin, 'quality')).data_version === before)
      throw new Error('nothing was published meanwhile');
    if (failed > 0) process.exitCode = 1;
  } finally {
    await product.stop();
    rmSync(copy, { recursive: true, force: true });
  }
}
