// Read. How many projects an area holds, as far as the viewer sees them.
//
//   $area_path     path of the area; its subtree is meant
//   $low           lower bound of queue_key, inclusive
//   $high          upper bound of queue_key, exclusive
//   $kinds         kinds; null: all
//   $stages        list stages; null: all
//   $states        states; null: all
//   $categories    tops or leaves of the taxonomy; null: all
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//
// Returns one row (total): exact up to 10,000; 10,001 means more.

MATCH (n:Project) USING INDEX n:Project(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND ($kinds IS NULL OR n.kind IN $kinds)
  AND ($stages IS NULL OR n.stage IN $stages)
  AND ($states IS NULL OR n.state IN $states)
  AND ($categories IS NULL OR any(code IN $categories WHERE n.category_code STARTS WITH code))
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.proposer_id = $scope_member
  OR n.evaluator_id = $scope_member
  OR (n.area_path STARTS WITH $scope_home AND n.stage <> 'NEW'
    AND NOT n.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(n) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0)
WITH n LIMIT 10001
RETURN count(n) AS total
