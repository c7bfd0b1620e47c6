SELECT campus_id, building_id, name, kind
FROM stg_buildings
ORDER BY campus_id, building_id
