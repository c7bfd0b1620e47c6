import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  alertFiles,
  alertsSent,
  deliveriesOf,
  saveRule,
  sendAgain,
} from '../../src/lib/server/alerts/index.ts';
import { namesOf } from '../../ingest/detect/marks.ts';
import { randomAttempts } from '../server/attempts.ts';
import { newFolder, writeWorld } from '../server/world.ts';
import { receive, webhook, type Receiver } from './receivers.ts';
import { start, until, type Running } from './running.ts';
import { HOUR, incidentOf, ruleOf } from './samples.ts';
import { publishIncidents } from './world.ts';

const SECRET = 'the-shared-secret';
const now = Date.now();
const SIX = Array.from({ length: 6 }, (_, index) =>
  incidentOf({ incident_id: `i${index}`, started_at: now - HOUR, last_seen_at: now - HOUR / 2 }),
);

let base = '';
let folder = '';
let path = '';
const running: Running[] = [];
const receivers: Receiver[] = [];
const world = (incidents = SIX, version = 'v1') =>
  publishIncidents(base, path, { incidents, through: now, version });
const run = async () => {
  running.push(await start(path));
  return running.at(-1)!;
};
const keep = (receiver: Receiver) => {
  receivers.push(receiver);
  return receiver;
};
const tell = (receiver: Receiver, changes = {}) =>
  saveRule(
    alertFiles(path).rules,
    ruleOf({
      target: { channel: 'webhook', url: `${receiver.origin}/private-path-01`, secret: SECRET },
      ...changes,
    }),
  );
const robotOf = ({ origin }: Receiver) => ({ channel: 'wecom', url: `${origin}/send?key=key-0123456789` });
const titles = ({ got }: Receiver) =>
  got.map(({ body }) => (body['markdown'] as { content: string }).content);
const keysOf = ({ got }: Receiver) => got.map(({ headers }) => headers['idempotency-key']);
const states = () => deliveriesOf(path).map(({ state }) => state);

beforeAll(async () => {
  folder = await newFolder();
  base = join(folder, 'base.duckdb');
  await writeWorld(base, randomAttempts(7, { orders: 60 }));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  path = join(await newFolder(), 'payweather.duckdb');
});
afterEach(async () => {
  for (const one of running.splice(0))
    if (one.child.exitCode === null && one.child.signalCode === null) await one.end('SIGKILL');
  for (const one of receivers.splice(0)) await one.close();
  rmSync(join(path, '..'), { recursive: true });
});

describe('alerts', () => {
  it('arrive exactly once through a kill between two of them', async () => {
    const accepted: string[] = [];
    let most = 3;
    const hook = keep(
      await webhook(SECRET, ({ headers }) => {
        if (accepted.length >= most) return { status: 503 };
        accepted.push(String(headers['idempotency-key']));
        return {};
      }),
    );
    tell(hook);
    await world();
    const first = await run();
    await until(() => states().filter((state) => state === 'sent').length === 3, 'three are sent');
    await first.end('SIGKILL');
    expect(states().filter((state) => state === 'sent')).toHaveLength(3);
    most = 6;
    await run();
    await until(() => states().length === 6 && states().every((state) => state === 'sent'), 'all are sent');
    await new Promise((go) => setTimeout(go, 300));
    expect(accepted).toHaveLength(6);
    expect(new Set(accepted).size).toBe(6);
    expect([...alertsSent(path, namesOf([]))]).toEqual(SIX.map(({ incident_id }) => [incident_id, 1]));
  });

  it('killed before the answer come again with the same key, and are then told once', async () => {
    const accepted = new Set<string>();
    let answer = false;
    const hook = keep(
      await receive(async ({ headers }) => {
        if (!answer) await new Promise(() => undefined);
        accepted.add(String(headers['idempotency-key']));
        return {};
      }),
    );
    tell(hook);
    await world(SIX.slice(0, 1));
    const first = await run();
    await until(() => hook.got.length === 1, 'the first attempt is under way');
    await first.end('SIGKILL');
    expect(states()).toEqual(['sending']);
    answer = true;
    await run();
    await until(() => states()[0] === 'sent', 'it is sent');
    expect(new Set(keysOf(hook))).toEqual(accepted);
    expect(keysOf(hook)).toHaveLength(2);
  });

  it('under way when the server is told to stop arrive once: it waits for the answer', async () => {
    const hook = keep(
      await receive(async () => {
        await new Promise((go) => setTimeout(go, 600));
        return { body: { errcode: 0 } };
      }),
    );
    tell(hook, { target: robotOf(hook) });
    await world(SIX.slice(0, 2));
    const first = await run();
    await until(() => hook.got.length === 1, 'the first is under way');
    await first.end('SIGTERM');
    expect(states().toSorted()).toEqual(['queued', 'sent']);
    await run();
    await until(() => states().every((state) => state === 'sent'), 'both are sent');
    expect(new Set(titles(hook)).size).toBe(2);
    expect(hook.got).toHaveLength(2);
  });

  it.each([
    ['again', ['sent'], 2],
    ['leave', ['dead'], 1],
  ] as const)(
    'killed before the answer of a robot, which knows no key, are handled as the rule has it: %s',
    async (when_unsure, end, arrived) => {
      let answer = false;
      const robot = keep(
        await receive(async () => {
          if (!answer) await new Promise(() => undefined);
          return { body: { errcode: 0 } };
        }),
      );
      tell(robot, { target: robotOf(robot), when_unsure });
      await world(SIX.slice(0, 1));
      const first = await run();
      await until(() => robot.got.length === 1, 'the first attempt is under way');
      await first.end('SIGKILL');
      answer = true;
      await run();
      await until(() => states()[0] === end[0], 'it is settled');
      await new Promise((go) => setTimeout(go, 300));
      expect(states()).toEqual(end);
      expect(robot.got).toHaveLength(arrived);
      expect(robot.got.map(({ text }) => text.includes('may be a repeat'))).toEqual(
        [false, true].slice(0, arrived),
      );
      if (when_unsure === 'again') return;
      expect(sendAgain(path, deliveriesOf(path)[0]!.id)).toBe(true);
      await until(() => states()[0] === 'sent', 'a person has sent it again');
      expect(robot.got).toHaveLength(2);
    },
  );

  it('survive a torn line of the journal', async () => {
    const hook = keep(await webhook(SECRET));
    tell(hook);
    await world(SIX.slice(0, 2));
    const first = await run();
    await until(() => states().filter((state) => state === 'sent').length === 2, 'both are sent');
    await first.end('SIGTERM');
    expect(existsSync(alertFiles(path).lock)).toBe(false);
    appendFileSync(alertFiles(path).journal, '{"state":"queu');
    await world(SIX.slice(0, 3), 'v2');
    await run();
    await until(() => states().filter((state) => state === 'sent').length === 3, 'the third is sent');
    expect(hook.got).toHaveLength(3);
  });

  it('back off, become dead letters, and are sent again by a person', async () => {
    let broken = true;
    const hook = keep(await webhook(SECRET, () => (broken ? { status: 500 } : {})));
    tell(hook);
    await world(SIX.slice(0, 1));
    const first = await run();
    await until(() => states()[0] === 'dead', 'it is given up');
    expect(hook.got).toHaveLength(4);
    expect(new Set(keysOf(hook)).size).toBe(1);
    broken = false;
    expect(sendAgain(path, String(keysOf(hook)[0]))).toBe(true);
    await until(() => states()[0] === 'sent', 'it is sent');
    expect(sendAgain(path, String(keysOf(hook)[0]))).toBe(false);
    const said = first.said() + readFileSync(alertFiles(path).journal, 'utf8');
    expect(said).toContain('alert not sent');
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain('private-path-01');
  });

  it('are sent by one server at a time', async () => {
    const hook = keep(await webhook(SECRET));
    tell(hook);
    await Promise.all([run(), run(), run()]);
    await world();
    await until(() => states().length === 6 && states().every((state) => state === 'sent'), 'all are sent');
    await new Promise((go) => setTimeout(go, 500));
    expect(hook.got).toHaveLength(6);
  });

  it('tell of an incident as it goes on, from one published version to the next', async () => {
    const hook = keep(await webhook(SECRET));
    tell(hook);
    await run();
    const [one] = SIX as [(typeof SIX)[0]];
    const steps = [
      one,
      { ...one, excess: 70 },
      { ...one, severity: 'severe' as const, excess: 80 },
      { ...one, severity: 'severe' as const, excess: 160 },
      { ...one, severity: 'severe' as const, excess: 160, status: 'closed' as const, ended_at: now },
    ];
    for (const [index, step] of steps.entries()) {
      await world([step], `v${index}`);
      await new Promise((go) => setTimeout(go, 600));
    }
    await until(() => hook.got.length === 4, 'four are told');
    expect(hook.got.map(({ body }) => body['event'])).toEqual(['opened', 'worsened', 'worsened', 'ended']);
    expect(alertsSent(path, namesOf([])).get('i0')).toBe(4);
  });
});
