// Write. Create members with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
CREATE (n:Member {id: row.id, version: 1})
SET n += row.set
RETURN count(n) AS written
