// Read. Pairings of several units.
//
//   $ids          ids of the parents
//   $states       states; null: all
//   $scope_units  units the viewer speaks for
//   $scope_areas  area paths the viewer holds posts over
//   $scope_home   path of the viewer's district
//   $per          rows for each parent at most
//   $limit        rows at most
//
// Returns a row per relationship (parent_id, node, from_id, to_id, end_paths, key) by rid; no row: none there, or none in scope.

MATCH (a:Unit)-[n:PAIRED_WITH]->(b:Community) WHERE a.id IN $ids
WITH a, n, b WHERE ($states IS NULL OR n.state IN $states)
  AND (a.id IN $scope_units
  OR any(path IN $scope_areas WHERE a.area_path STARTS WITH path OR b.area_path STARTS WITH path)
  OR b.area_path STARTS WITH $scope_home)
WITH a, n, b ORDER BY n.rid
WITH a AS p, collect([a, n, b])[0..$per] AS nearest
UNWIND nearest AS row
WITH p, row[0] AS a, row[1] AS n, row[2] AS b
RETURN p.id AS parent_id, n {.*, id: n.rid} AS node, a.id AS from_id, b.id AS to_id, [a.area_path, b.area_path] AS end_paths, n.rid AS key
ORDER BY key LIMIT $limit
