// Read. Needs of an area, in the order of their places in the queue.
//
//   $area_path         path of the area; its subtree is meant
//   $low               lower bound of queue_key, inclusive
//   $high              upper bound of queue_key, exclusive
//   $kinds             kinds; null: all
//   $stages            list stages; null: all
//   $states            states; null: all
//   $categories        tops or leaves of the taxonomy; null: all
//   $urgency_at_least  least urgency, 0 to 3; null: all
//   $due_before        their clock runs out before this instant, UTC ms; null: all
//   $text              folded words in title or description; null: all
//   $scope_areas       area paths the viewer holds posts over
//   $scope_member      id of the viewer
//   $scope_units       units the viewer speaks for
//   $scope_home        path of the viewer's district
//   $limit             rows at most
//
// Returns a row per need (node, key) by queue_key; no row: none there, or none in scope.

MATCH (n:Need) USING INDEX n:Need(area_path)
WHERE n.area_path STARTS WITH $area_path
WITH n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND ($kinds IS NULL OR n.kind IN $kinds)
  AND ($stages IS NULL OR n.stage IN $stages)
  AND ($states IS NULL OR n.state IN $states)
  AND ($categories IS NULL OR any(code IN $categories WHERE n.category_code STARTS WITH code))
  AND ($urgency_at_least IS NULL OR n.urgency >= $urgency_at_least)
  AND ($due_before IS NULL OR n.due_at < $due_before)
  AND ($text IS NULL OR n.text_folded CONTAINS $text)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.raised_by_id = $scope_member
  OR n.raised_by_id IN $scope_units
  OR (n.stage IN ['OPEN', 'BUSY'] AND n.visibility = 'PUBLIC' AND (n.area_path STARTS WITH $scope_home
    OR size([(n)-[:RAISED_IN]->(:Community)<-[w:PAIRED_WITH]-(u:Unit)
      WHERE w.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0)))
RETURN properties(n) AS node, n.queue_key AS key ORDER BY n.queue_key LIMIT $limit
