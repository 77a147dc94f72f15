// Read, or lock. Members by id.
//
//   $ids           ids of Member nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per member (node), without order; no row: not there or not in scope.

MATCH (n:Member) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n WHERE any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.id = $scope_member
  OR n.unit_id IN $scope_units
  OR size([(n)-[:OFFERS]->(s:Skill) WHERE s.state = 'ACTIVE' AND s.visibility = 'PUBLIC'
    AND (s.area_path STARTS WITH $scope_home OR $scope_home CONTAINS '/' + s.reach + '/') | 1]) > 0
RETURN properties(n) AS node
