// Read. Resources of an area, in the order of their ids.
//
//   $area_path    path of the area; its subtree is meant
//   $low          lower bound of id, inclusive
//   $high         upper bound of id, exclusive
//   $kinds        kinds; null: all
//   $categories   tops or leaves of the taxonomy; null: all
//   $states       states; null: all
//   $text         folded words in title or description; null: all
//   $scope_areas  area paths the viewer holds posts over
//   $scope_units  units the viewer speaks for
//   $scope_home   path of the viewer's district
//   $limit        rows at most
//
// Returns a row per resource (node, key) by id; no row: none there, or none in scope.

MATCH (n:Resource) USING INDEX n:Resource(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE n.id >= $low AND n.id < $high
  AND ($kinds IS NULL OR n.kind IN $kinds)
  AND ($categories IS NULL OR any(code IN $categories WHERE n.category_code STARTS WITH code))
  AND ($states IS NULL OR n.state IN $states)
  AND ($text IS NULL OR n.text_folded CONTAINS $text)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.unit_id IN $scope_units
  OR (n.state = 'ACTIVE' AND n.visibility = 'PUBLIC'
    AND (n.area_path STARTS WITH $scope_home OR $scope_home CONTAINS '/' + n.reach + '/'))
  OR (n.state = 'ACTIVE' AND n.visibility = 'AREA'
    AND any(path IN $scope_areas WHERE path CONTAINS '/' + n.reach + '/')))
RETURN properties(n) AS node, n.id AS key ORDER BY n.id LIMIT $limit
