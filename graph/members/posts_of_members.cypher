// Read. Posts of several members.
//
//   $ids           ids of Members
//   $states        states; null: all
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $scope_areas   area paths the viewer holds posts over
//   $per           rows for each parent at most
//   $limit         rows at most
//
// Returns a row per relationship (parent_id, node, from_id, to_id, end_paths, key) by rid; no row: none there, or none in scope.

MATCH (a:Member) WHERE a.id IN $ids
WITH a, [(a)-[n:HOLDS]->(b) WHERE $states IS NULL OR n.state IN $states | [n, b]] AS held
UNWIND held AS row
WITH a AS p, a, row[0] AS n, row[1] AS b
WHERE a.id = $scope_member OR b.id IN $scope_units
  OR any(path IN $scope_areas WHERE a.area_path STARTS WITH path OR b.area_path STARTS WITH path)
WITH p, a, n, b ORDER BY n.rid
WITH p, collect([a, n, b])[0..$per] AS nearest
UNWIND nearest AS row
WITH p, row[0] AS a, row[1] AS n, row[2] AS b
RETURN p.id AS parent_id, n {.*, id: n.rid} AS node, a.id AS from_id, b.id AS to_id, [a.area_path, b.area_path] AS end_paths, n.rid AS key
ORDER BY key LIMIT $limit
