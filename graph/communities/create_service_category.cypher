// Write. Create service categories with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
CREATE (n:ServiceCategory {id: row.id, version: 1, category_key: row.set.scheme + '|' + row.set.code})
SET n += row.set
RETURN count(n) AS written
