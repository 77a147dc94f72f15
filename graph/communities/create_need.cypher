// Write. Create needs with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (c:Community {id: row.set.community_id})
CREATE (n:Need {id: row.id, version: 1})
SET n += row.set
CREATE (n)-[:RAISED_IN]->(c)
WITH n, row
OPTIONAL MATCH (m:Member {id: row.set.raised_by_id})
OPTIONAL MATCH (u:Unit {id: row.set.raised_by_id})
FOREACH (by IN CASE WHEN m IS NULL THEN [] ELSE [m] END | CREATE (n)-[:RAISED_BY]->(by))
FOREACH (by IN CASE WHEN u IS NULL THEN [] ELSE [u] END | CREATE (n)-[:RAISED_BY]->(by))
RETURN count(n) AS written
