// Read. Events by id, 'e1_<seq>'.
//
//   $ids           ids of Event nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//
// Returns a row per event (id, node), without order; no row: not there or not in scope.

WITH [id IN $ids | toInteger(substring(id, 3))] AS seqs
MATCH (n:Event) WHERE n.seq IN seqs
WITH n WHERE any(path IN $scope_areas WHERE n.area_path STARTS WITH path)
  OR n.actor_id = $scope_member OR n.node_id = $scope_member OR n.node_id IN $scope_units
  OR size([(x)-[:PARTICIPATES_IN]->(p:Project) WHERE p.id = n.node_id
    AND (x.id = $scope_member OR x.id IN $scope_units) | 1]) > 0
RETURN 'e1_' + toString(n.seq) AS id, properties(n) AS node
