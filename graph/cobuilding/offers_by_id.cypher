// Read. Offers by id with who provides them.
//
//   $skill_ids     ids of Skill nodes
//   $resource_ids  ids of Resource nodes
//
// Returns a row per offer (kind, offer, provider, unit), without order: the nodes' properties, unit that of a member, or null.

MATCH (s:Skill) WHERE s.id IN $skill_ids
WITH s
MATCH (m:Member)-[:OFFERS]->(s)
OPTIONAL MATCH (m)-[p:MEMBER_OF {primary: true, state: 'ACTIVE'}]->(u:Unit)
RETURN 'Skill' AS kind, properties(s) AS offer, properties(m) AS provider, properties(u) AS unit
UNION ALL
MATCH (r:Resource) WHERE r.id IN $resource_ids
WITH r
MATCH (u:Unit)-[:PROVIDES]->(r)
RETURN 'Resource' AS kind, properties(r) AS offer, properties(u) AS provider, null AS unit
