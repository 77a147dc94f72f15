// Read. How many skills each of several members has.
//
//   $ids           ids of the parents
//   $low           lower bound, inclusive
//   $high          upper bound, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $limit         rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Member)-[:OFFERS]->(n:Skill) WHERE p.id IN $ids
WITH p, n WHERE n.id >= $low AND n.id < $high
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.unit_id IN $scope_units
  OR n.member_id = $scope_member
  OR (n.state = 'ACTIVE' AND n.visibility = 'PUBLIC'
    AND (n.area_path STARTS WITH $scope_home OR $scope_home CONTAINS '/' + n.reach + '/'))
  OR (n.state = 'ACTIVE' AND n.visibility = 'AREA'
    AND any(path IN $scope_areas WHERE path CONTAINS '/' + n.reach + '/')))
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
