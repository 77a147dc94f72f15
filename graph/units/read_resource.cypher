// Read, or lock. Resources by id.
//
//   $ids          ids of Resource nodes
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $scope_home   path of the viewer's district
//
// Returns a row per resource (node), without order; no row: not there or not in scope.

MATCH (n:Resource) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n WHERE any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.unit_id IN $scope_units
  OR (n.state = 'ACTIVE' AND n.visibility = 'PUBLIC'
    AND (n.area_path STARTS WITH $scope_home OR $scope_home CONTAINS '/' + n.reach + '/'))
  OR (n.state = 'ACTIVE' AND n.visibility = 'AREA'
    AND any(path IN $scope_areas WHERE path CONTAINS '/' + n.reach + '/'))
RETURN properties(n) AS node
