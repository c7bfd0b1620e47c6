import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { ALERT_EVENTS, SEVERITIES, alertMessage } from '../../contracts/index.ts';

const at = z.number();
/** How the incident stood when it was told of. */
const about = z.object({ severity: z.enum(SEVERITIES), excess: z.number(), over: z.boolean() });
export type About = z.infer<typeof about>;
const attempt = z.number().int().positive();

/** What happened to alerts; `id` is the delivery's. */
export const alertRecord = z.discriminatedUnion('state', [
  /** Left to the digest. */
  z.object({
    state: z.literal('held'),
    at,
    rule: z.string(),
    incident: z.string(),
    event: z.enum(ALERT_EVENTS),
    about,
  }),
  /** To be sent, in these words. */
  z.object({
    state: z.literal('queued'),
    at,
    id: z.string(),
    rule: z.string(),
    event: z.enum(ALERT_EVENTS),
    incidents: z.array(z.string()),
    /** Null for a digest, which tells of many. */
    about: about.nullable(),
    message: alertMessage,
  }),
  z.object({ state: z.literal('sending'), at, id: z.string(), attempt }),
  z.object({ state: z.literal('sent'), at, id: z.string(), attempt, answer: z.string() }),
  z.object({
    state: z.literal('failed'),
    at,
    id: z.string(),
    attempt,
    next_at: z.number(),
    /** Whether the receiver asked to be left alone until then. */
    asked: z.boolean(),
    /** Whether the receiver may have taken it all the same. */
    unsure: z.boolean().default(false),
    error: z.string(),
  }),
  z.object({ state: z.literal('dead'), at, id: z.string(), attempt: z.number().int(), error: z.string() }),
  /** A person asked for another try of a dead one. */
  z.object({ state: z.literal('again'), at, id: z.string() }),
]);
export type AlertRecord = z.infer<typeof alertRecord>;

const NEWLINE = 0x0a;

/** The journal at one path: lines are added and flushed, never changed; others may add lines too. */
export class AlertJournal {
  readonly #path: string;
  #read = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** The records that were added since the last time. A line without its end, or one that is torn, is not one. */
  news(): AlertRecord[] {
    const bytes = this.#rest();
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    this.#read += end;
    return bytes
      .subarray(0, end)
      .toString('utf8')
      .split('\n')
      .flatMap((line) => alertRecord.safeParse(parsed(line)).data ?? []);
  }

  /** Adds records, all of them or none, and waits until they are on the disk. */
  add(...records: AlertRecord[]): void {
    const handle = openSync(this.#path, 'a+', 0o600);
    try {
      const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
      writeSync(handle, endsTorn(handle) ? `\n${text}` : text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  #rest(): Buffer {
    let handle: number;
    try {
      handle = openSync(this.#path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
    try {
      const bytes = Buffer.alloc(Math.max(fstatSync(handle).size - this.#read, 0));
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, this.#read));
    } finally {
      closeSync(handle);
    }
  }
}

function endsTorn(handle: number): boolean {
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
