// Write. Create resources with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (u:Unit {id: row.set.unit_id})
CREATE (n:Resource {id: row.id, version: 1})
SET n += row.set
CREATE (u)-[:PROVIDES]->(n)
RETURN count(n) AS written
