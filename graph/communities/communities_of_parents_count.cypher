// Read. How many communities below each of several areas has.
//
//   $ids          ids of the parents
//   $low          lower bound, inclusive
//   $high         upper bound, exclusive
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $limit        rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Area)<-[:PART_OF]-(n:Community) WHERE p.id IN $ids
WITH p, n WHERE n.name_key >= $low AND n.name_key < $high
  AND (n.area_path STARTS WITH $scope_home
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
  OR size([(u:Unit)-[w:PAIRED_WITH]->(n) WHERE w.state <> 'ENDED' AND u.id IN $scope_units | 1]) > 0)
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
