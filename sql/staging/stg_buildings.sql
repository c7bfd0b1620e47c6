SELECT campus_id, building_id, name, kind, latitude, longitude
FROM raw_buildings
