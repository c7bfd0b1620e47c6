/** What of an incident its history follows. */
const FOLLOWED = [
  'status', 'started_at', 'ended_at', 'observed', 'expected', 'excess', 'severity', 'verdict', 'campus_id',
  'building_id', 'channel', 'bank', 'method',
] as const; // prettier-ignore
const SEVERITIES = ['minor', 'moderate', 'severe', 'extreme'];

/** SQL that adds to the history what this run changed: compares `incidents_before` with `mart_incidents`. */
export const ADD_HISTORY = `
  INSERT INTO mart_incident_history BY NAME
  WITH
  changes AS (
    SELECT
      coalesce(now.incident_id, before.incident_id) AS incident_id,
      CASE
        WHEN before.incident_id IS NULL THEN 'opened'
        WHEN now.incident_id IS NULL THEN 'withdrawn'
        WHEN before.status = 'closed' AND now.status = 'open' THEN 'reopened'
        WHEN before.status = 'open' AND now.status = 'closed' THEN 'ended'
        WHEN list_position($severities, now.severity) > list_position($severities, before.severity) THEN 'worsened'
        WHEN now.last_seen_at > before.last_seen_at THEN 'extended'
        ELSE 'revised'
      END AS change,
      ${FOLLOWED.map((it) => `CASE WHEN now.incident_id IS NULL THEN before.${it} ELSE now.${it} END AS ${it}`).join(', ')}
    FROM mart_incidents AS now
    FULL JOIN incidents_before AS before ON before.incident_id = now.incident_id
    WHERE (${FOLLOWED.map((it) => `now.${it}`).join(', ')}) IS DISTINCT FROM (${FOLLOWED.map((it) => `before.${it}`).join(', ')})
  ),
  known AS (
    SELECT incident_id, max(revision) AS revision
    FROM mart_incident_history
    GROUP BY incident_id
  )
  SELECT
    changes.*,
    CAST(coalesce(known.revision, 0) + 1 AS INTEGER) AS revision,
    CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) AS recorded_at,
    CAST($through AS TIMESTAMP) AS data_through
  FROM changes
  LEFT JOIN known ON known.incident_id = changes.incident_id`;

/** The parameter that ADD_HISTORY needs beside `through`. */
export const SEVERITY_ORDER = SEVERITIES;
