// Read, or lock. Pairings by rid, each through its unit.
//
//   $ids          rids
//   $anchor_ids   ids of the units, in the same order
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $scope_home   path of the viewer's district
//
// Returns a row per pairing (node, from_id, to_id, end_paths), without order; no row: not there or not in scope.

MATCH (a:Unit) WHERE a.id IN $anchor_ids
SET a.edge_version = a.edge_version + 1     // lock
WITH a
MATCH (a)-[n:PAIRED_WITH]->(b:Community) WHERE n.rid IN $ids
SET n.version = n.version + 1               // lock
WITH a, n, b WHERE a.id IN $scope_units OR b.area_path STARTS WITH $scope_home
  OR any(path IN $scope_areas WHERE a.area_path STARTS WITH path OR b.area_path STARTS WITH path)
RETURN n {.*, id: n.rid} AS node, a.id AS from_id, b.id AS to_id, [a.area_path, b.area_path] AS end_paths
