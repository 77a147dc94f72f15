// Read, or lock. Communities by id.
//
//   $ids          ids of Community nodes
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $scope_home   path of the viewer's district
//
// Returns a row per community (node), without order; no row: not there or not in scope.

MATCH (n:Community) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n WHERE n.area_path STARTS WITH $scope_home
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
  OR size([(u:Unit)-[p:PAIRED_WITH]->(n) WHERE p.state <> 'ENDED' AND u.id IN $scope_units | 1]) > 0
RETURN properties(n) AS node
