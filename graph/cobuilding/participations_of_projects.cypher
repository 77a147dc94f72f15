// Read. Participations in several projects the viewer sees.
//
//   $ids           ids of Projects
//   $scope_areas   area paths the viewer holds posts over
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $scope_units   units the viewer speaks for
//   $limit         rows at most
//
// Returns a row per relationship (parent_id, node, from_id, to_id, end_paths, key) by rid; no row: none there, or none in scope.

MATCH (b:Project) WHERE b.id IN $ids
WITH b, [(a)-[n:PARTICIPATES_IN]->(b) | [a, n]] AS parties
WHERE any(path IN $scope_areas WHERE b.area_path STARTS WITH path) OR b.proposer_id = $scope_member
  OR b.evaluator_id = $scope_member
  OR (b.area_path STARTS WITH $scope_home AND b.stage <> 'NEW'
    AND NOT b.state IN ['REJECTED', 'WITHDRAWN'])
  OR size([(x)-[:PARTICIPATES_IN]->(b) WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0
UNWIND parties AS row
WITH b AS p, row[0] AS a, row[1] AS n, b
RETURN p.id AS parent_id, n {.*, id: n.rid} AS node, a.id AS from_id, b.id AS to_id, [a.area_path, b.area_path] AS end_paths, n.rid AS key
ORDER BY key LIMIT $limit
