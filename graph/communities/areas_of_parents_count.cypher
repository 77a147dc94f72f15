// Read. How many areas below each of several areas has.
//
//   $ids          ids of the parents
//   $low          lower bound, inclusive
//   $high         upper bound, exclusive
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//   $limit        rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Area)<-[:PART_OF]-(n:Area) WHERE p.id IN $ids
WITH p, n WHERE n.name_key >= $low AND n.name_key < $high
  AND (n.area_path STARTS WITH $scope_home OR $scope_home STARTS WITH n.area_path
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path))
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
