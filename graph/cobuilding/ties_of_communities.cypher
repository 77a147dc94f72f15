// Read. What is known of each community before offers are sought: its place, and who is tied to it.
//
//   $ids           ids of Community nodes
//   $served_since  served work counts that ended since, UTC ms
//   $most          ties of one kind at most
//
// Returns a row per community (community, districts, city_districts, paired, responsible, served, registered), without
// order: community its properties; districts one map {code, neighbours, quality_mean} of the district it lies in;
// paired, served, registered as [provider id, rid or record id], responsible as [unit id, category code, rid].

MATCH (c:Community) WHERE c.id IN $ids
RETURN properties(c) AS community,
  [(c)-[:PART_OF]->(:Area)-[:PART_OF]->(d:Area) | {code: d.code, neighbours: d.neighbours, quality_mean: d.quality_mean}] AS districts,
  [(c)-[:PART_OF]->(:Area)-[:PART_OF]->(:Area)-[:PART_OF]->(:Area)<-[:PART_OF]-(o:Area) | o.code] AS city_districts,
  [(c)<-[p:PAIRED_WITH]-(u:Unit) WHERE p.state = 'ACTIVE' | [u.id, p.rid]][0..$most] AS paired,
  [(c)-[:PART_OF*0..4]->(a)<-[p:RESPONSIBLE_FOR]-(u:Unit) WHERE p.state = 'ACTIVE'
    | [u.id, p.category_code, p.rid]][0..$most] AS responsible,
  [(c)<-[:RAISED_IN]-(:Need)-[:REQUIRES]->(:Requirement)<-[:FULFILS]-(w:Commitment)
    WHERE w.served AND w.grade IN ['VERY_GOOD', 'GOOD'] AND w.ends_at >= $served_since
    | [w.provider_id, w.id]][0..$most] AS served,
  [(c)<-[p:REGISTERED_AT]-(m:Member) WHERE p.state = 'ACTIVE' AND p.kind = 'UNIT' | [m.id, p.rid]][0..$most] AS registered
