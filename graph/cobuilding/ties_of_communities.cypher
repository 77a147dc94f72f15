// Read. What is known of each community before offers are sought: its place, and who is tied to it.
//
//   $ids            ids of Community nodes
//   $served_since   served work counts that ended since, UTC ms
//   $most           ties of one kind at most
//
// Returns a row per community (community, district, city_districts, paired, responsible, served, registered) by id; the
// ties as lists [id, category code or '', rid or record id]; no row: no such community.

MATCH (c:Community) WHERE c.id IN $ids
WITH c
OPTIONAL MATCH (c)-[:PART_OF]->(:Area)-[:PART_OF]->(d:Area)
WITH c, d
RETURN properties(c) AS community, d.neighbours AS neighbours, d.quality_mean AS quality_mean,
  [(d)-[:PART_OF]->(:Area)<-[:PART_OF]-(o:Area) | o.code] AS city_districts,
  [(u:Unit)-[p:PAIRED_WITH]->(c) WHERE p.state = 'ACTIVE' | [u.id, p.rid]][0..$most] AS paired,
  [(c)-[:PART_OF*0..4]->(a)<-[p:RESPONSIBLE_FOR]-(u:Unit) WHERE p.state = 'ACTIVE' | [u.id, p.category_code, p.rid]][0..$most] AS responsible,
  [(c)<-[:RAISED_IN]-(:Need)-[:REQUIRES]->(:Requirement)<-[:FULFILS]-(w:Commitment)
    WHERE w.served AND w.grade IN ['VERY_GOOD', 'GOOD'] AND w.ends_at >= $served_since | [w.provider_id, w.id]][0..$most] AS served,
  [(m:Member)-[p:REGISTERED_AT]->(c) WHERE p.state = 'ACTIVE' AND p.kind = 'UNIT' | [m.id, p.rid]][0..$most] AS registered
ORDER BY c.id
