// Read. How many members each of several units has.
//
//   $ids           ids of the parents
//   $low           lower bound, inclusive
//   $high          upper bound, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Unit)<-[e:MEMBER_OF]-(n:Member) WHERE p.id IN $ids
WITH p, e, n WHERE n.name_key >= $low AND n.name_key < $high
  AND e.state = 'ACTIVE'
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.id = $scope_member
  OR n.unit_id IN $scope_units)
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
