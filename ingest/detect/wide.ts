import type { Database } from '../database.ts';

/** Younger than this, a baseline has a wider band. */
const WIDE_DAYS = 28;

/** An incident's place has been learned from no longer than there is data of it. */
const SINCE_FIRST = `
  WITH
  first AS (
    SELECT dim_slice.campus_id, dim_slice.building_id, min(mart_hourly_place.local_date) AS date
    FROM mart_hourly_place
    JOIN dim_slice ON dim_slice.slice_key = mart_hourly_place.slice_key
    GROUP BY ALL
  ),
  known AS (
    SELECT
      incident_id,
      greatest(0, CAST(timezone(timezone, CAST(started_at AS TIMESTAMPTZ)) AS DATE) - min(first.date)) AS days
    FROM mart_incidents AS incident
    JOIN first
      ON (incident.campus_id IS NULL OR first.campus_id = incident.campus_id)
      AND (incident.building_id IS NULL OR first.building_id = incident.building_id)
    GROUP BY incident_id, started_at, timezone
  )
  UPDATE mart_incidents
  SET learned_days = least(learned_days, known.days), is_wide = least(learned_days, known.days) < ${WIDE_DAYS}
  FROM known
  WHERE known.incident_id = mart_incidents.incident_id`;

/** Says of each incident how many days the baseline had learned from in its place: a building may be newer than the log. */
export async function markWide({ connection }: Database): Promise<void> {
  await connection.run(SINCE_FIRST);
}
