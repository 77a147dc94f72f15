// Read. The first needs of each of several communities.
//
//   $ids           ids of the parents
//   $low           lower bound of queue_key, inclusive
//   $high          upper bound of queue_key, exclusive
//   $stages        list stages; null: all
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $scope_home    path of the viewer's district
//   $per           rows for each parent at most
//   $limit         rows at most
//
// Returns a row per need (parent_id, node, key) by queue_key; no row: none there, or none in scope.

MATCH (p:Community)<-[:RAISED_IN]-(n:Need) WHERE p.id IN $ids
WITH p, n WHERE n.queue_key >= $low AND n.queue_key < $high
  AND ($stages IS NULL OR n.stage IN $stages)
  AND (any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.raised_by_id = $scope_member
  OR n.raised_by_id IN $scope_units
  OR (n.stage IN ['OPEN', 'BUSY'] AND n.visibility = 'PUBLIC' AND (n.area_path STARTS WITH $scope_home
    OR size([(n)-[:RAISED_IN]->(:Community)<-[w:PAIRED_WITH]-(u:Unit)
      WHERE w.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0)))
WITH p, n ORDER BY n.queue_key
WITH p, collect(n)[0..$per] AS nearest
UNWIND nearest AS n
RETURN p.id AS parent_id, properties(n) AS node, n.queue_key AS key ORDER BY key LIMIT $limit
