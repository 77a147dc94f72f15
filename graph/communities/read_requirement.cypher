// Read, or lock. Requirements by id.
//
//   $ids           ids of Requirement nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per requirement (node), without order; no row: not there or not in scope.

MATCH (n:Requirement) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n
MATCH (d:Need)-[:REQUIRES]->(n)
WITH d, n WHERE any(path IN $scope_areas WHERE d.area_path STARTS WITH path) OR d.raised_by_id = $scope_member
  OR d.raised_by_id IN $scope_units
  OR (d.stage IN ['OPEN', 'BUSY'] AND d.visibility = 'PUBLIC' AND (d.area_path STARTS WITH $scope_home
    OR size([(d)-[:RAISED_IN]->(:Community)<-[p:PAIRED_WITH]-(u:Unit)
      WHERE p.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0))
RETURN properties(n) AS node
