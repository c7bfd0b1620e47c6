import { alertRule } from '../../contracts/index.ts';
import type { AlertRule, AlertTarget } from '../../contracts/index.ts';
import { newRuleId } from './rules.ts';

/** The fields of a rule as a form has them, each with all of its values. What is secret is never among them. */
export type RuleFields = Record<string, string[]>;

const SECRET = ['url', 'secret', 'password'];
/** Fields of the form that lie elsewhere in the rule. */
const NAMES: Record<string, string> = { quiet: 'quiet_from', channel: 'pay_channel' };

/** What a form shows of a rule that is changed. */
export function fieldsOf(rule: AlertRule): RuleFields {
  const { target, scope, quiet, verdicts, categories } = rule;
  const { channel, ...mail } = target;
  const one = (value: unknown) => (value === null || value === false ? [] : [String(value)]);
  const shown = Object.entries(mail).filter(([name]) => !SECRET.includes(name));
  return {
    ...Object.fromEntries(
      shown.map(([name, value]) => [name, Array.isArray(value) ? [value.join(', ')] : one(value)]),
    ),
    ...{ id: [rule.id], name: [rule.name], on: one(rule.on), target: [channel] },
    ...{ language: [rule.language], timezone: [rule.timezone], base_url: one(rule.base_url) },
    ...{ verdicts, categories, campus_id: scope.campus_id, building_id: scope.building_id },
    ...{ pay_channel: scope.channel, bank: scope.bank, least_severity: [rule.least_severity] },
    ...{ least_excess: one(rule.least_excess), least_money: one(rule.least_money) },
    ...{
      quiet_from: one(quiet?.from ?? null),
      quiet_to: one(quiet?.to ?? null),
      digest_at: one(rule.digest_at),
    },
    when_unsure: [rule.when_unsure],
  };
}

/** What a form sent, to be shown once more; without what is secret. */
export function sentFields(form: FormData): RuleFields {
  const names = [...new Set(form.keys())].filter((name) => !SECRET.includes(name));
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).map(String)]));
}

/**
 * The rule that a form describes, in place of `before`; or the names of the fields that are wrong. A secret that is
 * left empty stays what it was, as long as it goes to the same host.
 */
export function ruleFrom(form: FormData, before?: AlertRule): { rule: AlertRule } | { wrong: string[] } {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const list = (name: string) => form.getAll(name).map(String);
  const orNull = (name: string) => text(name) || null;
  const number = (name: string) => (text(name) === '' ? null : Number(text(name)));
  const quiet = text('quiet_from') || text('quiet_to');
  const { data, error } = alertRule.safeParse({
    id: before?.id ?? newRuleId(),
    name: text('name'),
    on: form.has('on'),
    target: targetFrom(text, form.has('tls'), before?.target),
    ...{ language: text('language'), timezone: text('timezone'), base_url: orNull('base_url') },
    ...{ verdicts: list('verdicts'), categories: list('categories') },
    scope: {
      ...{ campus_id: list('campus_id'), building_id: list('building_id') },
      ...{ channel: list('pay_channel'), bank: list('bank') },
    },
    least_severity: text('least_severity') || undefined,
    ...{ least_excess: number('least_excess'), least_money: number('least_money') },
    quiet: quiet ? { from: text('quiet_from'), to: text('quiet_to') } : null,
    digest_at: orNull('digest_at'),
    when_unsure: text('when_unsure') || undefined,
  });
  if (data) return { rule: data };
  return { wrong: [...new Set(error.issues.map(({ path }) => fieldAt(path)))] };
}

function targetFrom(text: (name: string) => string, tls: boolean, before?: AlertTarget): unknown {
  const channel = text('target');
  if (channel === 'email') {
    const to = text('to')
      .split(/[,;，；\s]+/)
      .filter(Boolean);
    const mail = {
      channel,
      host: text('host'),
      port: Number(text('port')),
      tls,
      user: text('user'),
      from: text('from'),
      to,
    };
    const kept = before?.channel === 'email' && before.host === mail.host ? before.password : '';
    return { ...mail, password: text('password') || kept };
  }
  const known = before && before.channel !== 'email' ? before : undefined;
  const url = text('url') || known?.url || '';
  const stays = known && URL.canParse(url) && new URL(url).host === new URL(known.url).host;
  return { channel, url, secret: text('secret') || (stays ? known.secret : '') };
}

/** The form's name of what lies at a path of the rule. */
function fieldAt(path: PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === 'target' || first === 'scope') return NAMES[second ?? ''] ?? second ?? first;
  if (first === 'quiet' && second) return `quiet_${second}`;
  return NAMES[first ?? ''] ?? first ?? '';
}
