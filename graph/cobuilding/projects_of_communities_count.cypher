// Read. How many projects each of several communities has.
//
//   $ids           ids of the parents
//   $low           lower bound, inclusive
//   $high          upper bound, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Community)<-[:DELIVERED_IN]-(n:Project) WHERE p.id IN $ids
WITH p, n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.proposer_id = $scope_member
  OR n.evaluator_id = $scope_member
  OR (n.area_path STARTS WITH $scope_home AND n.stage <> 'NEW'
    AND NOT n.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(n) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0)
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
