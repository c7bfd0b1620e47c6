import { listValue } from '@duckdb/node-api';
import { rows, type Database } from '../database.ts';
import { namesOf, type Names, type Naming } from './marks.ts';

/** What of an incident its history follows. */
const FOLLOWED = [
  'status', 'started_at', 'ended_at', 'observed', 'expected', 'excess', 'severity', 'verdict', 'campus_id',
  'building_id', 'channel', 'bank', 'method',
] as const; // prettier-ignore
const SEVERITIES = ['minor', 'moderate', 'severe', 'extreme'];
const SCOPE = ['campus_id', 'building_id', 'channel', 'bank', 'method'];

/** Each of these columns as it is now, or was where there is no now. */
const either = (columns: readonly string[]) =>
  columns
    .map((it) => `CASE WHEN now.incident_id IS NULL THEN before.${it} ELSE now.${it} END AS ${it}`)
    .join(', ');

/** SQL of what differs between `incidents_before` and `mart_incidents`, as a temporary table. */
const CHANGES = `
  CREATE OR REPLACE TEMP TABLE incident_changes AS
  SELECT
    coalesce(now.incident_id, before.incident_id) AS incident_id,
    coalesce(now.category, before.category) AS category,
    coalesce(now.last_seen_at, before.last_seen_at) AS until,
    CASE
      WHEN before.incident_id IS NULL THEN 'opened'
      WHEN now.incident_id IS NULL THEN 'withdrawn'
      WHEN before.status = 'closed' AND now.status = 'open' THEN 'reopened'
      WHEN before.status = 'open' AND now.status = 'closed' THEN 'ended'
      WHEN list_position($severities, now.severity) > list_position($severities, before.severity) THEN 'worsened'
      WHEN now.last_seen_at > before.last_seen_at THEN 'extended'
      ELSE 'revised'
    END AS change,
    ${either(FOLLOWED)}
  FROM mart_incidents AS now
  FULL JOIN incidents_before AS before ON before.incident_id = now.incident_id
  WHERE (${FOLLOWED.map((it) => `now.${it}`).join(', ')}) IS DISTINCT FROM (${FOLLOWED.map((it) => `before.${it}`).join(', ')})`;

/**
 * SQL of the ids that were given up for others, as a temporary table: where one has gone and another of its category has come, in a
 * scope that does not exclude it and for most of the time of the longer, it is the same one: late data can make an alarm
 * ring earlier or elsewhere, which gives it another id.
 */
const REPLACED = `
  CREATE OR REPLACE TEMP TABLE incidents_replaced AS
  WITH
  pairs AS (
    SELECT
      gone.incident_id AS replaces,
      come.incident_id,
      least(gone.until, come.until) - greatest(gone.started_at, come.started_at) AS shared
    FROM incident_changes AS gone
    JOIN incident_changes AS come
      ON gone.change = 'withdrawn'
      AND come.change = 'opened'
      AND gone.category = come.category
      AND ${SCOPE.map((it) => `(gone.${it} IS NULL OR come.${it} IS NULL OR gone.${it} = come.${it})`).join(' AND ')}
    WHERE shared * 2 >= greatest(gone.until - gone.started_at, come.until - come.started_at)
  )
  SELECT replaces, incident_id
  FROM pairs
  QUALIFY row_number() OVER (PARTITION BY replaces ORDER BY shared DESC, incident_id) = 1
    AND row_number() OVER (PARTITION BY incident_id ORDER BY shared DESC, replaces) = 1`;

/** SQL that adds to the history what this run changed. */
const ADD = `
  INSERT INTO mart_incident_history BY NAME
  WITH
  known AS (
    SELECT incident_id, max(revision) AS revision
    FROM mart_incident_history
    GROUP BY incident_id
  )
  SELECT
    changes.* EXCLUDE (category, until) REPLACE (
      CASE WHEN replaced.replaces IS NULL THEN changes.change ELSE 'revised' END AS change
    ),
    replaced.replaces,
    CAST(greatest(coalesce(known.revision, 0), coalesce(known_before.revision, 0)) + 1 AS INTEGER) AS revision,
    CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) AS recorded_at,
    CAST($through AS TIMESTAMP) AS data_through
  FROM incident_changes AS changes
  LEFT JOIN incidents_replaced AS replaced ON replaced.incident_id = changes.incident_id
  LEFT JOIN known ON known.incident_id = changes.incident_id
  LEFT JOIN known AS known_before ON known_before.incident_id = replaced.replaces
  WHERE changes.incident_id NOT IN (SELECT replaces FROM incidents_replaced)`;

/** Compares `incidents_before` with `mart_incidents`: what changed, and which are the same under another id. */
export async function compareIncidents({ connection }: Database): Promise<void> {
  await connection.run(CHANGES, { severities: listValue(SEVERITIES) });
  await connection.run(REPLACED);
}

/** The ids that incidents have had, those of this run's comparison included. */
export async function readNames(database: Database): Promise<Names> {
  const namings = await rows<Naming & Record<string, string | null>>(
    database,
    `SELECT incident_id, replaces FROM (
       SELECT incident_id, replaces, recorded_at FROM mart_incident_history WHERE replaces IS NOT NULL OR change = 'opened'
       UNION ALL
       SELECT incident_id, replaces, NULL FROM incidents_replaced
     )
     ORDER BY recorded_at NULLS LAST, incident_id`,
  );
  return namesOf(namings);
}

/** Takes out what somebody has explained, and compares anew: what was told before is withdrawn, the rest was never told. */
export async function hideIncidents({ connection }: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const parameters = { ids: listValue([...ids]) };
  for (const table of ['mart_incidents', 'mart_incident_drivers', 'incidents_replaced'])
    await connection.run(
      `DELETE FROM ${table} WHERE list_contains($ids::VARCHAR[], incident_id)`,
      parameters,
    );
  await connection.run(CHANGES, { severities: listValue(SEVERITIES) });
}

/** Adds to the history what the comparison found, of data up to an instant. */
export async function addHistory({ connection }: Database, through: string): Promise<void> {
  await connection.run(ADD, { through });
  for (const table of ['incidents_before', 'incident_changes', 'incidents_replaced'])
    await connection.run(`DROP TABLE ${table}`);
}
