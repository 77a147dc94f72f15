// Read. Editable relationships of one Unit, whatever their type.
//
//   $id            id of the Unit
//   $types         types of relationship; null: all
//   $states        states; null: all
//   $as_of         instant at which it was in force, UTC ms; null: at any time, or never
//   $after         the rid to go on from, exclusive
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//   $limit         rows at most
//
// Returns a row per relationship (id, type, from_id, to_id, since, until, basis, note, end_reason, state,
// version) by rid; no row: none there, or none in scope.

MATCH (p:Unit {id: $id})
WITH p
MATCH (p)-[n:PAIRED_WITH|PARTICIPATES_IN|MEMBER_OF|HOLDS]-(o)
WITH n, type(n) AS type, startNode(n) AS a, endNode(n) AS b
WHERE n.rid > $after AND ($types IS NULL OR type IN $types) AND ($states IS NULL OR n.state IN $states)
  AND ($as_of IS NULL OR (n.state <> 'PENDING' AND n.since <= $as_of AND (n.until IS NULL OR n.until > $as_of)))
WITH n, type, a, b
WHERE a.id = $scope_member OR a.id IN $scope_units OR b.id IN $scope_units
  OR any(path IN $scope_areas WHERE a.area_path STARTS WITH path OR b.area_path STARTS WITH path)
  OR (type = 'PAIRED_WITH' AND b.area_path STARTS WITH $scope_home)
  OR (type = 'PARTICIPATES_IN' AND ((b.area_path STARTS WITH $scope_home AND b.stage <> 'NEW'
      AND NOT b.state IN ['REJECTED', 'WITHDRAWN'])
    OR b.proposer_id = $scope_member OR b.evaluator_id = $scope_member
    OR size([(x)-[:PARTICIPATES_IN]->(b)
      WHERE x.id = $scope_member OR x.id IN $scope_units | 1]) > 0))
RETURN n.rid AS id, type, a.id AS from_id, b.id AS to_id, n.since AS since, n.until AS until,
  n.basis AS basis, n.note AS note, n.end_reason AS end_reason, n.state AS state, n.version AS version
ORDER BY id LIMIT $limit
