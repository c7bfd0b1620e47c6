SELECT campus_id, building_id, coalesce(name, building_id) AS name, kind
FROM stg_buildings
ORDER BY campus_id, building_id
