// Read. Communities of an area, backwards in the order of their names.
//
//   $area_path    path of the area; its subtree is meant
//   $low          lower bound of name_key, exclusive
//   $high         upper bound of name_key, inclusive
//   $kinds        kinds; null: all
//   $text         folded words in the name; null: all
//   $scope_home   path of the viewer's district
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $limit        rows at most
//
// Returns a row per community (node, key) by name_key, greatest first; no row: none there, or none in scope.

MATCH (n:Community) USING INDEX n:Community(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE n.name_key > $low AND n.name_key <= $high
  AND ($kinds IS NULL OR n.kind IN $kinds)
  AND ($text IS NULL OR n.name_key CONTAINS $text)
  AND (n.area_path STARTS WITH $scope_home
  OR any(path IN $scope_areas WHERE n.area_path STARTS WITH path OR path STARTS WITH n.area_path)
  OR size([(u:Unit)-[w:PAIRED_WITH]->(n) WHERE w.state <> 'ENDED' AND u.id IN $scope_units | 1]) > 0)
RETURN properties(n) AS node, n.name_key AS key ORDER BY n.name_key DESC LIMIT $limit
