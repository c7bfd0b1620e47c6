import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namesOf } from '../../ingest/detect/marks.ts';
import type { AlertTarget } from '../../src/lib/contracts/index.ts';
import { fieldsOf, ruleFrom, sentFields } from '../../src/lib/server/alerts/form.ts';
import { nextDue } from '../../src/lib/server/alerts/due.ts';
import { AlertJournal, type AlertRecord } from '../../src/lib/server/alerts/journal.ts';
import { AlertLock } from '../../src/lib/server/alerts/lock.ts';
import { silenced } from '../../src/lib/server/alerts/marks.ts';
import { readRules, saveRule, shownTarget, withoutSecrets } from '../../src/lib/server/alerts/rules.ts';
import { emptyState, fold } from '../../src/lib/server/alerts/state.ts';
import { newFolder } from '../server/world.ts';
import { NOON, ruleOf } from './samples.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

const ROBOT = 'https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef';
const hook = (url: string, secret = 'the-secret'): AlertTarget => ({ channel: 'dingtalk', url, secret });

describe('rules', () => {
  it('are none without a file, and are kept with all that they say, for the owner only', () => {
    expect(readRules(at('x.rules.json'))).toEqual([]);
    const rule = ruleOf({ quiet: { from: '22:00', to: '07:00' }, scope: { bank: ['ICBC'] } });
    saveRule(at('x.rules.json'), rule);
    saveRule(at('x.rules.json'), { ...rule, name: 'Other' });
    expect(readRules(at('x.rules.json'))).toEqual([{ ...rule, name: 'Other' }]);
    expect(statSync(at('x.rules.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://a.example/',
    'gopher://a.example/',
    'javascript:alert(1)',
    'a.example',
  ])('do not go to %s', (url) => {
    expect(() => ruleOf({ target: { channel: 'webhook', url } })).toThrow();
  });

  it('show a host, and hide address and secret in the words of others', () => {
    expect(shownTarget(hook(ROBOT))).toBe('oapi.dingtalk.com');
    const words = `no ${ROBOT} nor 0123456789abcdef with the-secret\u0000\u001b[31m${'x'.repeat(500)}`;
    const shown = withoutSecrets(words, hook(ROBOT));
    expect(shown).not.toMatch(/0123456789abcdef|the-secret|\p{Cc}/u);
    expect(shown.length).toBeLessThanOrEqual(300);
  });
});

describe('the form of a rule', () => {
  const form = (changes: Record<string, string> = {}) => {
    const data = new FormData();
    const fields = {
      name: 'Duty',
      target: 'dingtalk',
      language: 'zh-CN',
      timezone: 'Asia/Shanghai',
      on: 'true',
      ...changes,
    };
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  const before = ruleOf({ target: hook(ROBOT) });

  it('keeps a secret that is left empty, but never takes it to another host', () => {
    expect(ruleFrom(form(), before)).toMatchObject({ rule: { id: before.id, target: hook(ROBOT) } });
    const moved = 'https://elsewhere.example/robot';
    expect(ruleFrom(form({ url: moved }), before)).toMatchObject({ rule: { target: hook(moved, '') } });
    const mail = {
      target: 'email',
      host: 'a.example',
      port: '25',
      from: 'a@a.example',
      to: 'b@a.example; c@a.example',
    };
    const first = ruleFrom(form({ ...mail, password: 'pw' }));
    if (!('rule' in first)) throw new Error(first.wrong.join());
    expect(ruleFrom(form(mail), first.rule)).toMatchObject({
      rule: { target: { password: 'pw', to: ['b@a.example', 'c@a.example'] } },
    });
    expect(ruleFrom(form({ ...mail, host: 'b.example' }), first.rule)).toMatchObject({
      rule: { target: { password: '' } },
    });
  });

  it('names what is wrong, and gives back all but what is secret', () => {
    const sent = form({
      url: 'file:///etc/passwd',
      name: '',
      timezone: 'Mars/Base',
      quiet_from: '22:00',
      least_excess: '-1',
    });
    expect(ruleFrom(sent)).toEqual({ wrong: ['name', 'url', 'timezone', 'least_excess', 'quiet_to'] });
    expect(Object.keys(sentFields(sent))).not.toContain('url');
    expect(JSON.stringify(fieldsOf(before))).not.toMatch(/0123456789abcdef|the-secret/);
  });
});

describe('the lock', () => {
  it('is held on to, is taken over by who comes after a restart under the same pid, and is given back', () => {
    const [one, restarted] = [new AlertLock(at('x.lock')), new AlertLock(at('x.lock'))];
    expect(one.hold(Date.now())).toBe(true);
    expect(one.hold(Date.now())).toBe(true);
    expect(restarted.hold(Date.now())).toBe(true);
    one.release();
    expect(existsSync(at('x.lock'))).toBe(true);
    restarted.release();
    expect(existsSync(at('x.lock'))).toBe(false);
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, host: hostname() }, 0, true],
    ['a process that runs', { pid: process.ppid, host: hostname() }, 0, false],
    ['a process that runs and has long been silent', { pid: process.ppid, host: hostname() }, 180, true],
    ['another host', { pid: 1, host: 'elsewhere' }, 0, false],
    ['another host that is silent', { pid: 1, host: 'elsewhere' }, 180, true],
  ])('of %s', (_, holder, silent_s, taken) => {
    writeFileSync(at('x.lock'), JSON.stringify({ ...holder, key: 'k' }));
    const touched = Date.now() / 1000 - silent_s;
    utimesSync(at('x.lock'), touched, touched);
    expect(new AlertLock(at('x.lock')).hold(Date.now())).toBe(taken);
  });
});

describe('marks', () => {
  it('silence what is false or known, until they are cleared', () => {
    expect(silenced(at('x.marks.ndjson'), namesOf([]))).toEqual(new Set());
    const lines = [
      { incident_id: 'a', mark: 'false' },
      { incident_id: 'b', mark: 'known', text: 'maintenance' },
      { incident_id: 'b', mark: 'note' },
      { incident_id: 'c', mark: 'false' },
      { incident_id: 'c', mark: 'acknowledged' },
      { incident_id: 'a', mark: 'cleared' },
    ];
    writeFileSync(at('x.marks.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    appendFileSync(at('x.marks.ndjson'), '{"incident_id":"c","ma');
    expect(silenced(at('x.marks.ndjson'), namesOf([]))).toEqual(new Set(['b']));
    const names = namesOf([{ incident_id: 'z', replaces: 'b' }]);
    expect(silenced(at('x.marks.ndjson'), names)).toEqual(new Set(['z']));
  });
});

describe('the journal', () => {
  const queued = (id: string, incident = id): AlertRecord => ({
    ...{ state: 'queued', at: NOON, id, rule: 'rule00000001', event: 'opened', incidents: [incident] },
    about: { severity: 'minor', excess: 9, over: false },
    message: { title: id, lines: [], link: '', link_text: '' },
  });

  it('gives what others add too, each line once', () => {
    const [one, other] = [new AlertJournal(at('x.ndjson')), new AlertJournal(at('x.ndjson'))];
    expect(one.news()).toEqual([]);
    one.add(queued('a'), queued('b'));
    other.add(queued('c'));
    expect(one.news()).toEqual([queued('a'), queued('b'), queued('c')]);
    expect(one.news()).toEqual([]);
    expect(readFileSync(at('x.ndjson'), 'utf8').split('\n')).toHaveLength(4);
    expect(existsSync(at('x.ndjson'))).toBe(true);
  });

  it('lets go no more than the receiver bears, nothing in a pause, and nothing before what came earlier', () => {
    const rule = ruleOf({ target: { channel: 'wecom', url: 'https://qyapi.weixin.qq.com/x?key=1' } });
    const due = (records: AlertRecord[], now = NOON) => {
      const state = emptyState();
      for (const record of records) fold(state, record);
      return nextDue(state, [rule], now)?.id;
    };
    expect(due([queued('a'), queued('b')])).toBe('a');
    const failed = (asked: boolean): AlertRecord[] => [
      { state: 'sending', at: NOON, id: 'a', attempt: 1 },
      {
        state: 'failed',
        at: NOON,
        id: 'a',
        attempt: 1,
        next_at: NOON + 1000,
        asked,
        unsure: false,
        error: '',
      },
    ];
    expect(due([queued('a'), queued('b'), ...failed(false)])).toBe('b');
    expect(due([queued('a'), queued('b', 'a'), ...failed(false)])).toBeUndefined();
    expect(due([queued('a'), queued('b'), ...failed(true)])).toBeUndefined();
    expect(due([queued('a'), queued('b'), ...failed(true)], NOON + 1000)).toBe('a');
    const many = Array.from({ length: 21 }, (_, index) => queued(`d${index}`));
    const tried = many.slice(0, 20).flatMap((_, index): AlertRecord[] => [
      { state: 'sending', at: NOON, id: `d${index}`, attempt: 1 },
      { state: 'sent', at: NOON, id: `d${index}`, attempt: 1, answer: '' },
    ]);
    expect(due([...many, ...tried])).toBeUndefined();
    expect(due([...many, ...tried], NOON + 60_001)).toBe('d20');
  });
});
