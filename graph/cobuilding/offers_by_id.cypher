// Read. Offers by id with who provides them.
//
//   $skill_ids     ids of Skill nodes
//   $resource_ids  ids of Resource nodes
//
// Returns a row per offer (kind, offer, provider, units), without order: properties of the nodes; units: those a
// member belongs to first, at most one.

MATCH (s:Skill)<-[:OFFERS]-(m:Member) WHERE s.id IN $skill_ids
RETURN 'Skill' AS kind, properties(s) AS offer, properties(m) AS provider,
  [(m)-[p:MEMBER_OF]->(u:Unit) WHERE p.primary AND p.state = 'ACTIVE' | properties(u)] AS units
UNION ALL
MATCH (r:Resource)<-[:PROVIDES]-(u:Unit) WHERE r.id IN $resource_ids
RETURN 'Resource' AS kind, properties(r) AS offer, properties(u) AS provider, [] AS units
