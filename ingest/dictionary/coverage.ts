import { literal, openMemory, rows, type Database } from '../database.ts';
import { existsSync } from 'node:fs';
import { Refusal } from '../errors.ts';

/** How much of the failures one rule told. */
export interface RuleShare {
  rule: string;
  failures: number;
  share: number;
}

/** A code of the dictionary that an unknown one looks like, and in what. */
export interface Likeness {
  family: string;
  code: string;
  category: string;
  meaning: string;
  because: string;
}

/** A code that no rule told, with what came with it. */
export interface Unmapped {
  channel: string;
  error_code: string | null;
  failures: number;
  share: number;
  messages: string[];
  last_seen: string;
  looks_like: Likeness[];
}

/** What the dictionary told of the failures there are. */
export interface Coverage {
  failures: number;
  rules: RuleShare[];
  unmapped: Unmapped[];
}

const SHARE = 'CAST(coalesce(sum(failures) / sum(sum(failures)) OVER (), 0) AS DOUBLE)';

const RULES = `SELECT rule, CAST(sum(failures) AS DOUBLE) AS failures, ${SHARE} AS share
  FROM published.mart_quality_codes GROUP BY rule ORDER BY failures DESC, rule`;

const UNMAPPED = `
  WITH
  told AS (
    SELECT channel, error_code, error_message, sum(failures) AS failures, max(last_seen) AS last_seen
    FROM published.mart_quality_codes WHERE rule = 'none' GROUP BY channel, error_code, error_message
  ),
  whole AS (SELECT sum(failures) AS failures FROM published.mart_quality_codes)
  SELECT channel, error_code, CAST(sum(told.failures) AS DOUBLE) AS failures,
    CAST(sum(told.failures) / any_value(whole.failures) AS DOUBLE) AS share,
    coalesce(list(error_message ORDER BY told.failures DESC, error_message)
      FILTER (error_message IS NOT NULL)[1:3], []) AS messages,
    strftime(max(last_seen), '%Y-%m-%dT%H:%M:%S.%gZ') AS last_seen
  FROM told CROSS JOIN whole
  GROUP BY channel, error_code
  ORDER BY failures DESC, channel, error_code
  LIMIT $limit`;

const plain = (text: string) => `lower(regexp_replace(${text}, '[^0-9A-Za-z一-龥]', '', 'g'))`;

/** Ways in which a code can be like one of the dictionary, the best first; $code and $message are those that came. */
const LIKE = `
  WITH
  ways AS (
    SELECT *,
      CASE
        WHEN code = $code THEN 'the same code of another channel'
        WHEN length($code) > 0 AND ${plain('code')} = ${plain('$code')} THEN 'the same code but for its spelling'
        WHEN length($code) > 5 AND levenshtein(${plain('code')}, ${plain('$code')}) <= 2 THEN 'nearly the same code'
        WHEN length($message) > 3
          AND greatest(jaccard(meaning_zh, $message), jaccard(lower(meaning_en), lower($message))) > 0.6
          THEN 'nearly the same words'
      END AS because,
      greatest(jaccard(meaning_zh || ' ', $message || ' '), jaccard(lower(meaning_en) || ' ', lower($message) || ' ')) AS words
    FROM published.ref_gateway_codes
    WHERE category NOT IN ('success', 'pending')
  )
  SELECT family, code, category, meaning_zh AS meaning, because
  FROM ways
  WHERE because IS NOT NULL
  ORDER BY list_position(['the same code of another channel', 'the same code but for its spelling',
    'nearly the same code', 'nearly the same words'], because), words DESC, family, code
  LIMIT 2`;

async function likenesses(database: Database, it: Omit<Unmapped, 'looks_like'>): Promise<Likeness[]> {
  const found = await rows(database, LIKE, { code: it.error_code ?? '', message: it.messages[0] ?? '' });
  return found as unknown as Likeness[];
}

/**
 * The share of failures that each rule told, and the codes that none did, by volume, with what they look like.
 * @throws Refusal when nothing is published
 */
export async function coverage(published: string, limit = 50): Promise<Coverage> {
  if (!existsSync(published)) throw new Refusal(`${published} does not exist: run payweather ingest FILE`);
  const database = await openMemory();
  try {
    await database.connection.run(`ATTACH ${literal(published)} AS published (READ_ONLY)`);
    const rules = (await rows(database, RULES)) as unknown as RuleShare[];
    const told = (await rows(database, UNMAPPED, { limit })) as unknown as Omit<Unmapped, 'looks_like'>[];
    const unmapped: Unmapped[] = [];
    for (const it of told) unmapped.push({ ...it, looks_like: await likenesses(database, it) });
    return { failures: rules.reduce((sum, rule) => sum + rule.failures, 0), rules, unmapped };
  } finally {
    database.close();
  }
}
