// Read. What was decided about the matches of lines, and which providers are in conflict with their beneficiaries.
//
//   $ids  ids of Requirement nodes
//
// Returns rows (requirement_id, decisions, conflicts), without order, one or two per line: decisions as properties of the
// nodes; conflicts as ids of providers, where a KNOWN_CONFLICT was decided on any line for the same beneficiary.

MATCH (r:Requirement) WHERE r.id IN $ids
RETURN r.id AS requirement_id, [(r)<-[:ABOUT]-(d:MatchDecision) | properties(d)] AS decisions, [] AS conflicts
UNION ALL
UNWIND $ids AS id
MATCH (r:Requirement {id: id})<-[:REQUIRES]-(n:Need)
WITH id, [(n)-[:REQUIRES]->(:Requirement)<-[:ABOUT]-(d:MatchDecision)
    WHERE d.verdict = 'DISMISSED' AND d.reason = 'KNOWN_CONFLICT' | d.offer_id]
  + [(n)-[:FOR_MEMBER]->(:Member)<-[:FOR_MEMBER]-(:Need)-[:REQUIRES]->(:Requirement)<-[:ABOUT]-(d:MatchDecision)
    WHERE d.verdict = 'DISMISSED' AND d.reason = 'KNOWN_CONFLICT' | d.offer_id] AS offer_ids
UNWIND offer_ids AS offer_id
OPTIONAL MATCH (s:Skill {id: offer_id})
OPTIONAL MATCH (o:Resource {id: offer_id})
RETURN id AS requirement_id, [] AS decisions, collect(coalesce(s.member_id, o.unit_id)) AS conflicts
