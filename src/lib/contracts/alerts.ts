import { z } from 'zod';
import { CATEGORIES, SEVERITIES, VERDICTS } from './names.ts';
import type { IncidentStatus, Recurrence, Severity, Verdict } from './names.ts';

/** The ways in which people can be told. */
export const ALERT_CHANNELS = ['wecom', 'dingtalk', 'feishu', 'email', 'webhook'] as const;
export type AlertChannel = (typeof ALERT_CHANNELS)[number];
/** What is told of an incident, and what sums up the rest. */
export const ALERT_EVENTS = ['opened', 'worsened', 'ended', 'announced', 'digest', 'test'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];
/** What becomes of a message that may have arrived or not: it is sent again, or left to a person. */
export const WHEN_UNSURE = ['again', 'leave'] as const;
export type WhenUnsure = (typeof WHEN_UNSURE)[number];

const text = z.string().trim().min(1).max(200);
const someText = z.array(z.string().min(1).max(128)).max(500).default([]);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it as 22:30');
const least = z.number().nonnegative().nullable().default(null);
/** Only http and https: a target is typed by the operator and called by the server. */
const address = z.url({ protocol: /^https?$/, error: 'an address with http:// or https://' }).max(2000);
const mailbox = z.email().max(254);

/** Where a rule sends to. What is secret in it is never shown again, and never logged. */
export const alertTarget = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal(['wecom', 'dingtalk', 'feishu', 'webhook']),
    url: address,
    secret: z.string().max(500).default(''),
  }),
  z.strictObject({
    channel: z.literal('email'),
    host: text,
    port: z.number().int().min(1).max(65535),
    /** TLS from the first byte (465); else STARTTLS where the server offers it. */
    tls: z.boolean().default(false),
    user: z.string().max(254).default(''),
    password: z.string().max(500).default(''),
    from: mailbox,
    to: z.array(mailbox).min(1).max(50),
  }),
]);
export type AlertTarget = z.infer<typeof alertTarget>;

/** Whom to tell, of what, when and how. */
export const alertRule = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{8,32}$/),
    name: text,
    on: z.boolean(),
    target: alertTarget,
    language: z.enum(['zh-CN', 'en']),
    /** Clock of quiet hours, digest and message. */
    timezone: text.refine(isZone, 'no such time zone'),
    /** Each list: any of these, and everything where it is empty. */
    verdicts: z.array(z.enum(VERDICTS)).default([]),
    categories: z.array(z.enum(CATEGORIES)).default([]),
    scope: z
      .strictObject({ campus_id: someText, building_id: someText, channel: someText, bank: someText })
      .prefault({}),
    /** Milder or smaller ones wait for the digest. */
    least_severity: z.enum(SEVERITIES).default('minor'),
    least_excess: least,
    /** In major units of the incident's currency. */
    least_money: least,
    /** From and until when only `severe` and worse is told at once. */
    quiet: z.strictObject({ from: clock, to: clock }).nullable().default(null),
    /** When the rest is summed up; never where it is null. */
    digest_at: clock.nullable().default(null),
    /** A webhook knows a repeat by its key, and is always told again. */
    when_unsure: z.enum(WHEN_UNSURE).default('again'),
    /** What links begin with; else ORIGIN. */
    base_url: address.nullable().default(null),
  })
  .refine(({ quiet }) => !quiet || quiet.from !== quiet.to, {
    path: ['quiet'],
    error: 'quiet hours must end at another time than they begin',
  });
export type AlertRule = z.infer<typeof alertRule>;

/** An incident as far as an alert tells of it; instants are ms since 1970 UTC. */
export interface AlertIncident {
  incident_id: string;
  category: string;
  status: IncidentStatus;
  started_at: number;
  ended_at: number | null;
  last_seen_at: number;
  campus_id: string | null;
  building_id: string | null;
  channel: string | null;
  bank: string | null;
  method: string | null;
  timezone: string;
  observed: number;
  expected: number | null;
  excess: number;
  lost_orders: number;
  /** Major units. */
  failed_amount: number;
  currency: string | null;
  severity: Severity;
  verdict: Verdict;
  recurrence: Recurrence;
  next_expected: string | null;
}

/** A message before it takes the form of its channel: no markup, no order, no payer. */
export const alertMessage = z.strictObject({
  title: z.string(),
  lines: z.array(z.string()),
  link: z.string(),
  link_text: z.string(),
});
export type AlertMessage = z.infer<typeof alertMessage>;

/** What a message is written for, beside the incident. */
export interface AlertContext {
  language: AlertRule['language'];
  timezone: string;
  /** What links begin with; empty where nobody said. */
  base: string;
  /** The names that the log gave to its places, by id; a building's id is `campus_id/building_id`. */
  places: { campuses: Record<string, string>; buildings: Record<string, string> };
  /** Whether the data is simulated. */
  sample: boolean;
}

/** Who puts alerts into words. */
export interface AlertWords {
  incident(incident: AlertIncident, event: AlertEvent, context: AlertContext): AlertMessage;
  digest(incidents: AlertIncident[], context: AlertContext): AlertMessage;
  /** The same message, said to be a possible repeat. */
  repeat(message: AlertMessage, language: AlertRule['language']): AlertMessage;
  test(context: AlertContext): AlertMessage;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
