// Read. What was decided about the matches of lines, and which providers are in conflict with their beneficiaries.
//
//   $ids  ids of Requirement nodes
//
// Returns a row per decision (requirement_id, offer_id, verdict, reason, until, provider_id), without order; a row with a
// provider_id and no offer_id is a conflict known from any line of the same beneficiary; no row: nothing decided.

MATCH (r:Requirement) WHERE r.id IN $ids
WITH r
MATCH (d:MatchDecision)-[:ABOUT]->(r)
RETURN r.id AS requirement_id, d.offer_id AS offer_id, d.verdict AS verdict, coalesce(d.reason, '') AS reason,
  coalesce(d.until, -1) AS until, '' AS provider_id
UNION ALL
MATCH (r:Requirement) WHERE r.id IN $ids
WITH r
MATCH (r)<-[:REQUIRES]-(:Need)-[:FOR_MEMBER]->(b:Member)
WITH r, b
MATCH (b)<-[:FOR_MEMBER]-(:Need)-[:REQUIRES]->(:Requirement)<-[:ABOUT]-(d:MatchDecision)
WHERE d.verdict = 'DISMISSED' AND d.reason = 'KNOWN_CONFLICT'
WITH r, d
MATCH (s:Skill) WHERE s.id = d.offer_id
RETURN r.id AS requirement_id, '' AS offer_id, '' AS verdict, '' AS reason, -1 AS until, s.member_id AS provider_id
UNION ALL
MATCH (r:Requirement) WHERE r.id IN $ids
WITH r
MATCH (r)<-[:REQUIRES]-(:Need)-[:FOR_MEMBER]->(b:Member)
WITH r, b
MATCH (b)<-[:FOR_MEMBER]-(:Need)-[:REQUIRES]->(:Requirement)<-[:ABOUT]-(d:MatchDecision)
WHERE d.verdict = 'DISMISSED' AND d.reason = 'KNOWN_CONFLICT'
WITH r, d
MATCH (o:Resource) WHERE o.id = d.offer_id
RETURN r.id AS requirement_id, '' AS offer_id, '' AS verdict, '' AS reason, -1 AS until, o.unit_id AS provider_id
