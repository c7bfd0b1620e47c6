import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { alertRule } from '../../contracts/index.ts';
import type { AlertRule, AlertTarget } from '../../contracts/index.ts';
import { writeAtomically } from './files.ts';

const rulesFile = z.strictObject({ rules: z.array(alertRule) });

/** The rules of a file; none where there is no file. Every field that has a default may be missing. */
export function readRules(path: string): AlertRule[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return rulesFile.parse(JSON.parse(text)).rules;
}

/** Puts a rule in, in place of the one with its id or at the end. */
export function saveRule(path: string, rule: AlertRule): void {
  const rules = readRules(path);
  const known = rules.some(({ id }) => id === rule.id);
  write(path, known ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule]);
}

/** Takes a rule out. */
export function deleteRule(path: string, id: string): void {
  write(
    path,
    readRules(path).filter((rule) => rule.id !== id),
  );
}

/** An id that no rule has. */
export const newRuleId = () => randomBytes(6).toString('hex');

/** What a page may show of a target: its host, or the receivers of the mail. Never an address's path or key. */
export function shownTarget(target: AlertTarget): string {
  return target.channel === 'email' ? target.to.join(', ') : new URL(target.url).host;
}

/** Everything in a target that must not be seen: whole addresses, their paths and keys, secrets and passwords. */
export function secretsOf(target: AlertTarget): string[] {
  if (target.channel === 'email') return [target.password].filter(Boolean);
  const { pathname, search, searchParams } = new URL(target.url);
  const keys = [...searchParams.values(), ...pathname.split('/')].filter((part) => part.length >= 12);
  return [target.secret, target.url, `${pathname}${search}`, ...keys].filter((part) => part.length > 1);
}

/** A text of someone else's, short, without control characters and without the target's secrets. */
export function withoutSecrets(text: string, target: AlertTarget): string {
  const hidden = secretsOf(target)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'), text);
  return hidden.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 300);
}

function write(path: string, rules: AlertRule[]): void {
  writeAtomically(path, `${JSON.stringify({ rules }, null, 2)}\n`);
}
