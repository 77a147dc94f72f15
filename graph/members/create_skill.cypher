// Write. Create skills with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (m:Member {id: row.set.member_id})
CREATE (n:Skill {id: row.id, version: 1})
SET n += row.set
CREATE (m)-[:OFFERS]->(n)
RETURN count(n) AS written
