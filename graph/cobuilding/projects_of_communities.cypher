// Read. The first projects of each of several communities.
//
//   $ids           ids of the parents
//   $low           lower bound of queue_key, inclusive
//   $high          upper bound of queue_key, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//   $per           rows for each parent at most
//   $limit         rows at most
//
// Returns a row per project (parent_id, node, key) by queue_key; no row: none there, or none in scope.

MATCH (p:Community)<-[:DELIVERED_IN]-(n:Project) WHERE p.id IN $ids
WITH p, n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.proposer_id = $scope_member
  OR n.evaluator_id = $scope_member
  OR (n.area_path STARTS WITH $scope_home AND n.stage <> 'NEW'
    AND NOT n.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(n) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0)
WITH p, n ORDER BY n.queue_key
WITH p, collect(n)[0..$per] AS nearest
UNWIND nearest AS n
RETURN p.id AS parent_id, properties(n) AS node, n.queue_key AS key ORDER BY key LIMIT $limit
