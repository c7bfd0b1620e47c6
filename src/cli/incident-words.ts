import type { IncidentRow, QualityAnswer, Scope } from '../lib/contracts/index.ts';

/** The languages of a terminal. */
export type Tongue = 'zh' | 'en';

/** Chinese where the terminal's locale is Chinese. */
export function tongueOf(environment: Record<string, string | undefined>): Tongue {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.startsWith('zh') ? 'zh' : 'en';
}

type Pair = readonly [zh: string, en: string];

const WORDS: Record<string, Pair> = {
  network: ['网络波动', 'network'],
  balance: ['余额不足', 'low balance'],
  timeout: ['系统超时', 'timeout'],
  unpaid: ['收银台未付', 'left unpaid'],
  risk_or_limit: ['风控限额', 'risk or limit'],
  authentication: ['验证失败', 'authentication'],
  account_state: ['账户异常', 'account state'],
  merchant_config: ['商户配置', 'merchant set-up'],
  channel_error: ['渠道错误', 'channel error'],
  duplicate: ['重复支付', 'duplicate'],
  unknown: ['未知', 'unknown'],
  minor: ['蓝', 'minor'],
  moderate: ['黄', 'moderate'],
  severe: ['橙', 'severe'],
  extreme: ['红', 'extreme'],
  place: ['地点', 'place'],
  rail: ['通道', 'rail'],
  allowance: ['生活费', 'allowance'],
  load: ['高峰', 'load'],
  unclear: ['不明', 'unclear'],
  open: ['进行中', 'open'],
  closed: ['已结束', 'ended'],
};

const HEAD: readonly Pair[] = [
  ['时间', 'when'],
  ['等级', 'severity'],
  ['类别', 'category'],
  ['哪里', 'where'],
  ['失败', 'failures'],
  ['平常', 'usually'],
  ['判断', 'verdict'],
  ['状态', 'status'],
  ['编号', 'id'],
];

/** Names of campuses and buildings by id. */
export function placeNames({ campuses, buildings }: Pick<QualityAnswer, 'campuses' | 'buildings'>) {
  return new Map([
    ...campuses.map(({ campus_id, name }) => [campus_id, name] as const),
    ...buildings.map(({ campus_id, building_id, name }) => [`${campus_id}/${building_id}`, name] as const),
  ]);
}

function where(scope: Scope, names: ReadonlyMap<string, string>, tongue: Tongue): string {
  const { campus_id, building_id, ...rails } = scope;
  const places = [
    campus_id && (names.get(campus_id) ?? campus_id),
    building_id && (names.get(`${campus_id}/${building_id}`) ?? building_id),
  ];
  const parts = [...places, ...Object.values(rails)].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : tongue === 'zh' ? '全部' : 'everywhere';
}

/** `2026-03-05 12:05–12:35`, with the second date where it differs. */
function when({ started_at, ended_at }: IncidentRow): string {
  const start = `${started_at.slice(0, 10)} ${started_at.slice(11, 16)}`;
  if (ended_at === null) return `${start}–`;
  const sameDay = ended_at.slice(0, 10) === started_at.slice(0, 10);
  return `${start}–${sameDay ? '' : `${ended_at.slice(5, 10)} `}${ended_at.slice(11, 16)}`;
}

const width = (text: string) =>
  [...text].reduce((sum, sign) => sum + (/\p{Script=Han}|[，。：]/u.test(sign) ? 2 : 1), 0);

/** The incidents as a table for a terminal, a line each. */
export function incidentTable(
  incidents: readonly IncidentRow[],
  names: ReadonlyMap<string, string>,
  tongue: Tongue,
): string[] {
  const pick = (pair: Pair | undefined, other: string) => pair?.[tongue === 'zh' ? 0 : 1] ?? other;
  const word = (name: string) => pick(WORDS[name], name);
  const lines = incidents.map((incident) => [
    when(incident),
    word(incident.severity),
    word(incident.category),
    where(incident.scope, names, tongue),
    String(incident.observed),
    String(Math.round(incident.expected)),
    word(incident.verdict),
    word(incident.status),
    incident.incident_id,
  ]);
  const cells = [HEAD.map((pair) => pick(pair, '')), ...lines];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => width(line[column] ?? ''))));
  return cells.map((line) =>
    line
      .map((cell, column) => cell + ' '.repeat(widths[column]! - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** What is said where nothing was found. */
export const noIncidents = (tongue: Tongue) =>
  tongue === 'zh' ? '没有发现异常。' : 'No incidents were found.';
