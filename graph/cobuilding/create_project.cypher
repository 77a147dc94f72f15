// Write. Create projects with their fixed edges.
//
//   $rows  list of maps {id, set, need_ids}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (c:Community {id: row.set.community_id})
CREATE (n:Project {id: row.id, version: 1})
SET n += row.set
CREATE (n)-[:DELIVERED_IN]->(c)
WITH n, row
OPTIONAL MATCH (d:Need) WHERE d.id IN row.need_ids
WITH n, collect(d) AS needs
FOREACH (d IN needs | CREATE (n)-[:ADDRESSES]->(d))
RETURN count(n) AS written
