// Read. Lines with what matching needs of their need and community, as far as the viewer may read them.
//
//   $ids           ids of Requirement nodes
//   $scope_areas   area paths the viewer holds posts over
//   $scope_units   units the viewer speaks for
//   $scope_member  id of the viewer
//   $scope_home    path of the viewer's district
//
// Returns a row per line (requirement, need, community, beneficiary_ids, partners), without order: properties of the
// nodes; partners as [member id, rid]; no row: not there or not in scope.

MATCH (r:Requirement)<-[:REQUIRES]-(d:Need)-[:RAISED_IN]->(c:Community) WHERE r.id IN $ids
WITH r, d, c WHERE any(path IN $scope_areas WHERE d.area_path STARTS WITH path) OR d.raised_by_id = $scope_member
  OR d.raised_by_id IN $scope_units
  OR (d.stage IN ['OPEN', 'BUSY'] AND d.visibility = 'PUBLIC' AND (d.area_path STARTS WITH $scope_home
    OR size([(c)<-[p:PAIRED_WITH]-(u:Unit) WHERE p.state = 'ACTIVE' AND u.id IN $scope_units | 1]) > 0))
RETURN properties(r) AS requirement, properties(d) AS need, properties(c) AS community,
  [(d)-[:FOR_MEMBER]->(m:Member) | m.id] AS beneficiary_ids,
  [(d)-[:FOR_MEMBER]->(:Member)-[e:PARTNERED_WITH]-(o:Member) WHERE e.state = 'ACTIVE' | [o.id, e.rid]] AS partners
