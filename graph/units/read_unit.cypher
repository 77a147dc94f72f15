// Read, or lock. Units by id.
//
//   $ids          ids of Unit nodes
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $scope_home   path of the viewer's district
//
// Returns a row per unit (node), without order; no row: not there or not in scope.

MATCH (n:Unit) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n WHERE n.area_path STARTS WITH $scope_home OR n.id IN $scope_units
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path)
  OR size([(n)-[p:PAIRED_WITH]->(c:Community) WHERE p.state <> 'ENDED'
    AND (c.area_path STARTS WITH $scope_home OR any(path IN $scope_areas WHERE c.area_path STARTS WITH path)) | 1]) > 0
RETURN properties(n) AS node
