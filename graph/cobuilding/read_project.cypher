// Read, or lock. Projects by id.
//
//   $ids           ids of Project nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per project (node, unit_ids, member_ids, unsigned_ids, participation_ids, milestone_ids,
// open_milestones, need_ids), without order; no row: not there or not in scope.

MATCH (n:Project) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n, [(x)-[:PARTICIPATES_IN]->(n) | x.id] AS party_ids
WHERE any(path IN $scope_areas WHERE n.area_path STARTS WITH path) OR n.proposer_id = $scope_member
  OR n.evaluator_id = $scope_member OR $scope_member IN party_ids
  OR any(id IN $scope_units WHERE id IN party_ids)
  OR (n.area_path STARTS WITH $scope_home AND n.stage <> 'NEW'
    AND NOT n.state IN ['REJECTED', 'WITHDRAWN'])
RETURN properties(n) AS node,
  [(u:Unit)-[p:PARTICIPATES_IN]->(n) WHERE p.state <> 'ENDED' | u.id] AS unit_ids,
  [(m:Member)-[p:PARTICIPATES_IN]->(n) WHERE p.state <> 'ENDED' | m.id] AS member_ids,
  [(a)-[p:PARTICIPATES_IN]->(n) WHERE p.state = 'PENDING' | p.rid] AS unsigned_ids,
  [(a)-[p:PARTICIPATES_IN]->(n) WHERE p.state <> 'ENDED' | p.rid] AS participation_ids,
  [(n)-[:HAS_MILESTONE]->(s:Milestone) | s.id] AS milestone_ids,
  size([(n)-[:HAS_MILESTONE]->(s:Milestone) WHERE s.mandatory AND s.done_at IS NULL | 1]) AS open_milestones,
  [(n)-[:ADDRESSES]->(d:Need) | d.id] AS need_ids
