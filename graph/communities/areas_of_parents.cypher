// Read. The first areas below of each of several areas.
//
//   $ids          ids of the parents
//   $low          lower bound of name_key, inclusive
//   $high         upper bound of name_key, exclusive
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//   $per          rows for each parent at most
//   $limit        rows at most
//
// Returns a row per area (parent_id, node, key) by name_key; no row: none there, or none in scope.

MATCH (p:Area)<-[:PART_OF]-(n:Area) WHERE p.id IN $ids
WITH p, n WHERE n.name_key >= $low AND n.name_key < $high
  AND (n.area_path STARTS WITH $scope_home OR $scope_home STARTS WITH n.area_path
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path))
WITH p, n ORDER BY n.name_key
WITH p, collect(n)[0..$per] AS nearest
UNWIND nearest AS n
RETURN p.id AS parent_id, properties(n) AS node, n.name_key AS key ORDER BY key LIMIT $limit
