// Read. Progress notes of several projects the viewer sees.
//
//   $ids           ids of Projects
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per node (parent_id, node, key) by id; no row: none there, or the project is not in scope.

MATCH (p:Project)-[:HAS_NOTE]->(n:ProgressNote) WHERE p.id IN $ids
WITH p, n WHERE (any(path IN $scope_areas WHERE p.area_path STARTS WITH path) OR p.proposer_id = $scope_member
  OR p.evaluator_id = $scope_member
  OR (p.area_path STARTS WITH $scope_home AND p.stage <> 'NEW'
    AND NOT p.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(p) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0)
RETURN p.id AS parent_id, properties(n) AS node, n.id AS key ORDER BY key LIMIT $limit
