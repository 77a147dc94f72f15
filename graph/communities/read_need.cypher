// Read, or lock. Needs by id.
//
//   $ids           ids of Need nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per need (node, requirement_ids, unclear_lines, open_places), without order; no row: not there
// or not in scope.

MATCH (n:Need) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n WHERE any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.raised_by_id = $scope_member
  OR n.raised_by_id IN $scope_units
  OR (n.stage IN ['OPEN', 'BUSY'] AND n.visibility = 'PUBLIC' AND (n.area_path STARTS WITH $scope_home
    OR size([(n)-[:RAISED_IN]->(:Community)<-[p:PAIRED_WITH]-(u:Unit)
      WHERE p.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0))
RETURN properties(n) AS node,
  [(n)-[:REQUIRES]->(r:Requirement) | r.id] AS requirement_ids,
  size([(n)-[:REQUIRES]->(r:Requirement) WHERE r.classified_by <> 'HUMAN' AND coalesce(r.margin, 0) < 150 | 1]) AS unclear_lines,
  reduce(open = 0, places IN [(n)-[:REQUIRES]->(r:Requirement) | r.open_quantity] | open + places) AS open_places
