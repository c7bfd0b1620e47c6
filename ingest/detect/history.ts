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

/**
 * SQL that adds to the history what this run changed: compares `incidents_before` with `mart_incidents`. Where one has gone and another
 * of its category has come, at the same time and in a scope that does not exclude it, it is the same one, revised: late data can make
 * an alarm ring earlier or elsewhere, which gives it another id.
 */
export const ADD_HISTORY = `
  INSERT INTO mart_incident_history BY NAME
  WITH
  changes AS (
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
    WHERE (${FOLLOWED.map((it) => `now.${it}`).join(', ')}) IS DISTINCT FROM (${FOLLOWED.map((it) => `before.${it}`).join(', ')})
  ),
  pairs AS (
    SELECT
      gone.incident_id AS replaces,
      come.incident_id,
      least(gone.until, come.until) - greatest(gone.started_at, come.started_at) AS shared
    FROM changes AS gone
    JOIN changes AS come
      ON gone.change = 'withdrawn'
      AND come.change = 'opened'
      AND gone.category = come.category
      AND gone.started_at < come.until
      AND come.started_at < gone.until
      AND ${SCOPE.map((it) => `(gone.${it} IS NULL OR come.${it} IS NULL OR gone.${it} = come.${it})`).join(' AND ')}
  ),
  replaced AS (
    SELECT replaces, incident_id
    FROM pairs
    QUALIFY row_number() OVER (PARTITION BY replaces ORDER BY shared DESC, incident_id) = 1
      AND row_number() OVER (PARTITION BY incident_id ORDER BY shared DESC, replaces) = 1
  ),
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
  FROM changes
  LEFT JOIN replaced ON replaced.incident_id = changes.incident_id
  LEFT JOIN known ON known.incident_id = changes.incident_id
  LEFT JOIN known AS known_before ON known_before.incident_id = replaced.replaces
  WHERE changes.incident_id NOT IN (SELECT replaces FROM replaced)`;

/** The parameter that ADD_HISTORY needs beside `through`. */
export const SEVERITY_ORDER = SEVERITIES;
