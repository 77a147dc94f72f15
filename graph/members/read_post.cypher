// Read, or lock. Posts by rid, each through its member.
//
//   $ids           rids
//   $anchor_ids    ids of the members, in the same order
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//
// Returns a row per post (node, from_id, to_id, end_paths), without order; no row: not there or not in scope.

MATCH (a:Member) WHERE a.id IN $anchor_ids
SET a.edge_version = a.edge_version + 1     // lock
WITH a
MATCH (a)-[n:HOLDS]->(b) WHERE n.rid IN $ids
SET n.version = n.version + 1               // lock
WITH a, n, b WHERE a.id = $scope_member OR b.id IN $scope_units
  OR any(path IN $scope_areas WHERE a.area_path STARTS WITH path OR b.area_path STARTS WITH path)
RETURN n {.*, id: n.rid} AS node, a.id AS from_id, b.id AS to_id, [a.area_path, b.area_path] AS end_paths
