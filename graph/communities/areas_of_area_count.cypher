// Read. How many areas an area holds, as far as the viewer sees them.
//
//   $area_path    path of the area; its subtree is meant
//   $kinds        kinds; null: all
//   $text         folded words in the name; null: all
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//
// Returns one row (total): exact up to 10,000; 10,001 means more.

MATCH (n:Area) USING INDEX n:Area(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE ($kinds IS NULL OR n.kind IN $kinds)
  AND ($text IS NULL OR n.name_key CONTAINS $text)
  AND (n.area_path STARTS WITH $scope_home OR $scope_home STARTS WITH n.area_path
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path))
WITH n LIMIT 10001
RETURN count(n) AS total
