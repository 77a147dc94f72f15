// Read. Areas by code, as far as the viewer sees them.
//
//   $codes        codes of areas, at most some hundreds
//   $scope_areas  area paths the viewer holds posts over
//   $scope_home   path of the viewer's district
//
// Returns a row per area (code, id, area_path), without order; no row: not there or not in scope.

MATCH (n:Area) WHERE n.code IN $codes
WITH n WHERE n.area_path STARTS WITH $scope_home OR $scope_home STARTS WITH n.area_path
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
RETURN n.code AS code, n.id AS id, n.area_path AS area_path
