// Read. Projects that address several needs, as far as the viewer sees them.
//
//   $ids           ids of Needs
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per project (parent_id, node, key) by queue_key; no row: none there, or none in scope.

MATCH (n:Project)-[:ADDRESSES]->(p:Need) WHERE p.id IN $ids
WITH n, p WHERE any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.proposer_id = $scope_member
  OR n.evaluator_id = $scope_member
  OR (n.area_path STARTS WITH $scope_home AND n.stage <> 'NEW'
    AND NOT n.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(n) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0
RETURN p.id AS parent_id, properties(n) AS node, n.queue_key AS key ORDER BY key LIMIT $limit
