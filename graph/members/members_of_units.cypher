// Read. The first members of each of several units.
//
//   $ids           ids of the parents
//   $low           lower bound of name_key, inclusive
//   $high          upper bound of name_key, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $per           rows for each parent at most
//   $limit         rows at most
//
// Returns a row per member (parent_id, node, key) by name_key; no row: none there, or none in scope.

MATCH (p:Unit)<-[e:MEMBER_OF]-(n:Member) WHERE p.id IN $ids
WITH p, e, n WHERE n.name_key >= $low AND n.name_key < $high
  AND e.state = 'ACTIVE'
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.id = $scope_member
  OR n.unit_id IN $scope_units)
WITH p, n ORDER BY n.name_key
WITH p, collect(n)[0..$per] AS nearest
UNWIND nearest AS n
RETURN p.id AS parent_id, properties(n) AS node, n.name_key AS key ORDER BY key LIMIT $limit
