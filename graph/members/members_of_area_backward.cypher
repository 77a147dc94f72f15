// Read. Members of an area, backwards in the order of their names.
//
//   $area_path     path of the area; its subtree is meant
//   $low           lower bound of name_key, exclusive
//   $high          upper bound of name_key, inclusive
//   $kinds         kinds; null: all
//   $text          folded words in the name; null: all
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per member (node, key) by name_key, greatest first; no row: none there, or none in scope.

MATCH (n:Member) USING INDEX n:Member(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE n.name_key > $low AND n.name_key <= $high
  AND ($kinds IS NULL OR n.kind IN $kinds)
  AND ($text IS NULL OR n.name_key CONTAINS $text)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.id = $scope_member
  OR n.unit_id IN $scope_units)
RETURN properties(n) AS node, n.name_key AS key ORDER BY n.name_key DESC LIMIT $limit
