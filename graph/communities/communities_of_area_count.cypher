// Read. How many communities an area holds, as far as the viewer sees them.
//
//   $area_path    path of the area; its subtree is meant
//   $kinds        kinds; null: all
//   $text         folded words in the name; null: all
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//
// Returns one row (total): exact up to 10,000; 10,001 means more.

MATCH (n:Community) USING INDEX n:Community(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE ($kinds IS NULL OR n.kind IN $kinds)
  AND ($text IS NULL OR n.name_key CONTAINS $text)
  AND (n.area_path STARTS WITH $scope_home
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
  OR size([(u:Unit)-[w:PAIRED_WITH]->(n) WHERE w.state <> 'ENDED' AND u.id IN $scope_units | 1]) > 0)
WITH n LIMIT 10001
RETURN count(n) AS total
