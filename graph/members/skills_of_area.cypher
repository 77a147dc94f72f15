// Read. Skills of an area, in the order of their ids.
//
//   $area_path       path of the area; its subtree is meant
//   $low             lower bound of id, inclusive
//   $high            upper bound of id, exclusive
//   $categories      tops or leaves of the taxonomy; null: all
//   $states          states; null: all
//   $level_at_least  least level, 0 to 3; null: all
//   $text            folded words in title or description; null: all
//   $scope_areas     area paths the viewer holds posts over
//   $scope_units     units the viewer speaks for
//   $scope_member    id of the viewer
//   $scope_home      path of the viewer's district
//   $limit           rows at most
//
// Returns a row per skill (node, key) by id; no row: none there, or none in scope.

MATCH (n:Skill) USING INDEX n:Skill(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE n.id >= $low AND n.id < $high
  AND ($categories IS NULL OR any(code IN $categories WHERE n.category_code STARTS WITH code))
  AND ($states IS NULL OR n.state IN $states)
  AND ($level_at_least IS NULL OR n.level >= $level_at_least)
  AND ($text IS NULL OR n.text_folded CONTAINS $text)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.unit_id IN $scope_units
  OR n.member_id = $scope_member
  OR (n.state = 'ACTIVE' AND n.visibility = 'PUBLIC'
    AND (n.area_path STARTS WITH $scope_home OR $scope_home CONTAINS '/' + n.reach + '/'))
  OR (n.state = 'ACTIVE' AND n.visibility = 'AREA'
    AND any(path IN $scope_areas WHERE path CONTAINS '/' + n.reach + '/')))
RETURN properties(n) AS node, n.id AS key ORDER BY n.id LIMIT $limit
