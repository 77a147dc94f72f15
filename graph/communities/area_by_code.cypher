// Read. The area with a code, as far as the viewer sees it.
//
//   $code         the area's code
//   $scope_areas  area paths the viewer holds posts over
//   $scope_home   path of the viewer's district
//
// Returns one row (id); no row: not there or not in scope.

MATCH (n:Area {code: $code})
WITH n WHERE n.area_path STARTS WITH $scope_home OR $scope_home STARTS WITH n.area_path
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
RETURN n.id AS id
