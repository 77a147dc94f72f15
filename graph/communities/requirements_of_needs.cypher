// Read. All lines of several needs; a need has 30 at most.
//
//   $ids           ids of Needs
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_units   units the viewer speaks for
//   $scope_home    path of the viewer's district
//   $limit         rows at most
//
// Returns a row per line (parent_id, node, key) by id; no row: no line, or the need is not in scope.

MATCH (p:Need)-[:REQUIRES]->(n:Requirement) WHERE p.id IN $ids
WITH p, n WHERE any(path IN $scope_areas WHERE p.area_path STARTS WITH path) OR p.raised_by_id = $scope_member
  OR p.raised_by_id IN $scope_units
  OR (p.stage IN ['OPEN', 'BUSY'] AND p.visibility = 'PUBLIC' AND (p.area_path STARTS WITH $scope_home
    OR size([(p)-[:RAISED_IN]->(:Community)<-[w:PAIRED_WITH]-(u:Unit)
      WHERE w.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0))
RETURN p.id AS parent_id, properties(n) AS node, n.id AS key ORDER BY key LIMIT $limit
