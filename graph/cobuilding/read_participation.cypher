// Read, or lock. Participations by rid, each through its unit or member.
//
//   $ids           rids
//   $anchor_ids    ids of the units or members, in the same order
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per participation (node, from_id, to_id, end_paths, project_state), without order; no row: not
// there or not in scope.

OPTIONAL MATCH (u:Unit) WHERE u.id IN $anchor_ids
WITH collect(u) AS units
OPTIONAL MATCH (m:Member) WHERE m.id IN $anchor_ids
WITH units, collect(m) AS members
WITH units + members AS anchors
UNWIND anchors AS a
SET a.edge_version = a.edge_version + 1     // lock
WITH a
MATCH (a)-[n:PARTICIPATES_IN]->(b:Project) WHERE n.rid IN $ids
SET n.version = n.version + 1               // lock
WITH a, n, b, [(x)-[:PARTICIPATES_IN]->(b) | x.id] AS party_ids
WHERE any(path IN $scope_areas WHERE b.area_path STARTS WITH path) OR b.proposer_id = $scope_member
  OR b.evaluator_id = $scope_member OR $scope_member IN party_ids
  OR any(id IN $scope_units WHERE id IN party_ids)
  OR (b.area_path STARTS WITH $scope_home AND b.stage <> 'NEW'
    AND NOT b.state IN ['REJECTED', 'WITHDRAWN'])
RETURN n {.*, id: n.rid} AS node, a.id AS from_id, b.id AS to_id, [a.area_path, b.area_path] AS end_paths,
  b.state AS project_state
