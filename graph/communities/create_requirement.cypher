// Write. Create requirements with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (d:Need {id: row.set.need_id})
CREATE (n:Requirement {id: row.id, version: 1})
SET n += row.set
CREATE (d)-[:REQUIRES]->(n)
RETURN count(n) AS written
