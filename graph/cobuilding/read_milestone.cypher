// Read, or lock. Milestones by id.
//
//   $ids           ids of Milestone nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per milestone (node), without order; no row: not there or not in scope.

MATCH (n:Milestone) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n
MATCH (p:Project)-[:HAS_MILESTONE]->(n)
WITH n, p, [(x)-[:PARTICIPATES_IN]->(p) | x.id] AS party_ids
WHERE any(path IN $scope_areas WHERE p.area_path STARTS WITH path) OR p.proposer_id = $scope_member
  OR p.evaluator_id = $scope_member OR $scope_member IN party_ids
  OR any(id IN $scope_units WHERE id IN party_ids)
  OR (p.area_path STARTS WITH $scope_home AND p.stage <> 'NEW'
    AND NOT p.state IN ['REJECTED', 'WITHDRAWN'])
RETURN properties(n) AS node
