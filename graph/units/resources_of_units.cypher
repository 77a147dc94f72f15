// Read. The first resources of each of several units.
//
//   $ids          ids of the parents
//   $low          lower bound of id, inclusive
//   $high         upper bound of id, exclusive
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $scope_home   path of the viewer's district
//   $per          rows for each parent at most
//   $limit        rows at most
//
// Returns a row per resource (parent_id, node, key) by id; no row: none there, or none in scope.

MATCH (p:Unit)-[:PROVIDES]->(n:Resource) WHERE p.id IN $ids
WITH p, n WHERE n.id >= $low AND n.id < $high
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.unit_id IN $scope_units
  OR (n.state = 'ACTIVE' AND n.visibility = 'PUBLIC'
    AND (n.area_path STARTS WITH $scope_home OR $scope_home CONTAINS '/' + n.reach + '/'))
  OR (n.state = 'ACTIVE' AND n.visibility = 'AREA'
    AND any(path IN $scope_areas WHERE path CONTAINS '/' + n.reach + '/')))
WITH p, n ORDER BY n.id
WITH p, collect(n)[0..$per] AS nearest
UNWIND nearest AS n
RETURN p.id AS parent_id, properties(n) AS node, n.id AS key ORDER BY key LIMIT $limit
