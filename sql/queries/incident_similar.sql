WITH
this AS (
  SELECT *
  FROM mart_incidents
  WHERE list_contains($incident_id, incident_id)
)

SELECT other.incident_id
FROM mart_incidents AS other
JOIN this
  ON this.category = other.category
  AND this.verdict = other.verdict
  AND other.started_at < this.started_at
WHERE (
    other.campus_id IS NOT DISTINCT FROM this.campus_id
    AND other.building_id IS NOT DISTINCT FROM this.building_id
    AND other.channel IS NOT DISTINCT FROM this.channel
    AND other.bank IS NOT DISTINCT FROM this.bank
    AND other.method IS NOT DISTINCT FROM this.method
  )
  OR (other.campus_id = this.campus_id AND other.building_id = this.building_id)
  OR other.channel = this.channel
  OR other.bank = this.bank
ORDER BY other.started_at DESC
LIMIT $limit
