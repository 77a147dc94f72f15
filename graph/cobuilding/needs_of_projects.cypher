// Read. Needs that several projects address, as far as the viewer sees both.
//
//   $ids           ids of Projects
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per need (parent_id, node, key) by id; no row: none there, or none in scope.

MATCH (p:Project)-[:ADDRESSES]->(n:Need) WHERE p.id IN $ids
WITH p, n WHERE (any(path IN $scope_areas WHERE p.area_path STARTS WITH path) OR p.proposer_id = $scope_member
  OR p.evaluator_id = $scope_member
  OR (p.area_path STARTS WITH $scope_home AND p.stage <> 'NEW'
    AND NOT p.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(p) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.raised_by_id = $scope_member
  OR n.raised_by_id IN $scope_units
  OR (n.stage IN ['OPEN', 'BUSY'] AND n.visibility = 'PUBLIC' AND (n.area_path STARTS WITH $scope_home
    OR size([(n)-[:RAISED_IN]->(:Community)<-[w:PAIRED_WITH]-(u:Unit)
      WHERE w.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0)))
RETURN p.id AS parent_id, properties(n) AS node, n.id AS key ORDER BY key LIMIT $limit
