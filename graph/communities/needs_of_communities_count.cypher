// Read. How many needs each of several communities has.
//
//   $ids           ids of the parents
//   $low           lower bound, inclusive
//   $high          upper bound, exclusive
//   $stages        list stages; null: all
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $scope_home    path of the viewer's district
//   $limit         rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Community)<-[:RAISED_IN]-(n:Need) WHERE p.id IN $ids
WITH p, n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND ($stages IS NULL OR n.stage IN $stages)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.raised_by_id = $scope_member
  OR n.raised_by_id IN $scope_units
  OR (n.stage IN ['OPEN', 'BUSY'] AND n.visibility = 'PUBLIC' AND (n.area_path STARTS WITH $scope_home
    OR size([(n)-[:RAISED_IN]->(:Community)<-[w:PAIRED_WITH]-(u:Unit)
      WHERE w.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0)))
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
