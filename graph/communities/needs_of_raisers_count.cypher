// Read. How many needs they raised each of several members has.
//
//   $ids           ids of the parents
//   $low           lower bound, inclusive
//   $high          upper bound, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $scope_home    path of the viewer's district
//   $limit         rows at most
//
// Returns a row per parent (parent_id, total) by id; no row: none there, or none in scope.

MATCH (p:Member)<-[:RAISED_BY]-(n:Need) WHERE p.id IN $ids
WITH p, n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.raised_by_id = $scope_member
  OR n.raised_by_id IN $scope_units
  OR (n.stage IN ['OPEN', 'BUSY'] AND n.visibility = 'PUBLIC' AND (n.area_path STARTS WITH $scope_home
    OR size([(n)-[:RAISED_IN]->(:Community)<-[w:PAIRED_WITH]-(u:Unit)
      WHERE w.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0)))
RETURN p.id AS parent_id, count(n) AS total ORDER BY parent_id LIMIT $limit
