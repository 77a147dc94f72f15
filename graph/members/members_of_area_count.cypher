// Read. How many members an area holds, as far as the viewer sees them.
//
//   $area_path     path of the area; its subtree is meant
//   $kinds         kinds; null: all
//   $text          folded words in the name; null: all
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//
// Returns one row (total): exact up to 10,000; 10,001 means more.

MATCH (n:Member) USING INDEX n:Member(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE ($kinds IS NULL OR n.kind IN $kinds)
  AND ($text IS NULL OR n.name_key CONTAINS $text)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.id = $scope_member
  OR n.unit_id IN $scope_units)
WITH n LIMIT 10001
RETURN count(n) AS total
