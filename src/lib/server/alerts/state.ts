import type { AlertEvent, AlertMessage } from '../../contracts/index.ts';
import { AlertJournal } from './journal.ts';
import type { About, AlertRecord } from './journal.ts';

/** Why a message was given up without an answer of its receiver; the page has words for these. */
export const RULE_DELETED = 'rule deleted';
export const UNSURE = 'it may have arrived';

/** One message to one rule's target, and how far it has come. */
export interface Delivery {
  id: string;
  rule: string;
  event: AlertEvent;
  incidents: string[];
  message: AlertMessage;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'dead';
  queued_at: number;
  /** When its state changed last. */
  at: number;
  /** Attempts made; a person who sends again starts them anew. */
  attempts: number;
  /** When it was last tried; 0 before that. */
  tried_at: number;
  /** Not to be tried before. */
  next_at: number;
  /** Whether the receiver itself asked for that pause. */
  asked: boolean;
  /** Whether an attempt ended without a word of the receiver, who may have taken the message. */
  unsure: boolean;
  /** The receiver's answer, or why there was none. */
  answer: string;
}

/** One thing that a rule was told of an incident, at once or for the digest, and when. */
export interface Told extends About {
  at: number;
  event: AlertEvent;
  now: boolean;
}

/** What the journal says, folded up. */
export interface AlertState {
  deliveries: Map<string, Delivery>;
  /** By rule and incident, in order. */
  told: Map<string, Told[]>;
  /** Of each rule: incidents that wait for its digest, and since when. */
  held: Map<string, Map<string, number>>;
}

export const emptyState = (): AlertState => ({ deliveries: new Map(), told: new Map(), held: new Map() });

/** The key of what a rule was told of an incident. */
export const toldKey = (rule: string, incident: string) => `${rule} ${incident}`;

/** Takes one record up. */
export function fold(state: AlertState, record: AlertRecord): void {
  if (record.state === 'held') return hold(state, record);
  if (record.state === 'queued') return queue(state, record);
  const delivery = state.deliveries.get(record.id);
  if (!delivery) return;
  delivery.at = record.at;
  if (record.state === 'again') {
    Object.assign(delivery, { state: 'queued', attempts: 0, next_at: record.at, unsure: false });
    return;
  }
  delivery.unsure ||=
    record.state === 'failed' ? record.unsure : record.state === 'sending' && delivery.state === 'sending';
  delivery.state = record.state;
  delivery.attempts = record.attempt;
  if (record.state === 'sent') delivery.answer = record.answer;
  if (record.state === 'sending') delivery.tried_at = record.at;
  if (record.state === 'failed') {
    delivery.next_at = record.next_at;
    delivery.asked = record.asked;
  }
  if (record.state === 'failed' || record.state === 'dead') delivery.answer = record.error;
}

/** The state that the journal at `path` leads to. */
export function readState(path: string): AlertState {
  const state = emptyState();
  for (const record of new AlertJournal(path).news()) fold(state, record);
  return state;
}

function hold(state: AlertState, record: AlertRecord & { state: 'held' }): void {
  tell(state, record.rule, record.incident, {
    ...record.about,
    at: record.at,
    event: record.event,
    now: false,
  });
  const waiting = state.held.get(record.rule) ?? new Map<string, number>();
  if (!waiting.has(record.incident)) waiting.set(record.incident, record.at);
  state.held.set(record.rule, waiting);
}

function queue(state: AlertState, record: AlertRecord & { state: 'queued' }): void {
  const { id, rule, event, incidents, message, about, at } = record;
  const untried = {
    state: 'queued',
    attempts: 0,
    tried_at: 0,
    next_at: at,
    asked: false,
    unsure: false,
    answer: '',
  } as const;
  state.deliveries.set(id, { id, rule, event, incidents, message, queued_at: at, at, ...untried });
  for (const incident of incidents) {
    state.held.get(rule)?.delete(incident);
    if (about) tell(state, rule, incident, { ...about, at, event, now: true });
  }
}

function tell({ told }: AlertState, rule: string, incident: string, one: Told): void {
  const key = toldKey(rule, incident);
  told.set(key, [...(told.get(key) ?? []), one]);
}
