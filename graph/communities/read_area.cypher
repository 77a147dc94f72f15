// Read, or lock. Areas by id.
//
//   $ids          ids of Area nodes
//   $scope_areas  area paths the viewer holds posts over
//   $scope_home   path of the viewer's district
//
// Returns a row per area (node), without order; no row: not there or not in scope.

MATCH (n:Area) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n WHERE n.area_path STARTS WITH $scope_home OR $scope_home STARTS WITH n.area_path
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
RETURN properties(n) AS node
