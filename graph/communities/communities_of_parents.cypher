// Read. The first communities below of each of several areas.
//
//   $ids          ids of the parents
//   $low          lower bound of name_key, inclusive
//   $high         upper bound of name_key, exclusive
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $per          rows for each parent at most
//   $limit        rows at most
//
// Returns a row per community (parent_id, node, key) by name_key; no row: none there, or none in scope.

MATCH (p:Area)<-[:PART_OF]-(n:Community) WHERE p.id IN $ids
WITH p, n WHERE n.name_key >= $low AND n.name_key < $high
  AND (n.area_path STARTS WITH $scope_home
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
  OR size([(u:Unit)-[w:PAIRED_WITH]->(n) WHERE w.state <> 'ENDED' AND u.id IN $scope_units | 1]) > 0)
WITH p, n ORDER BY n.name_key
WITH p, collect(n)[0..$per] AS nearest
UNWIND nearest AS n
RETURN p.id AS parent_id, properties(n) AS node, n.name_key AS key ORDER BY key LIMIT $limit
