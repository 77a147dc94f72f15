// Read. Points of communities and areas, for places that were not seen before.
//
//   $paths  area paths
//
// Returns a row per place (path, lat, lng), without order; no row: no such place, or no point known.

MATCH (c:Community) WHERE c.area_path IN $paths
WITH c WHERE c.lat IS NOT NULL AND c.lng IS NOT NULL
RETURN c.area_path AS path, c.lat AS lat, c.lng AS lng
UNION ALL
MATCH (a:Area) WHERE a.area_path IN $paths
WITH a WHERE a.lat IS NOT NULL AND a.lng IS NOT NULL
RETURN a.area_path AS path, a.lat AS lat, a.lng AS lng
