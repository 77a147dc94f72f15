// Write. Create communities with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
CREATE (n:Community {id: row.id, version: 1})
SET n += row.set
WITH n, row
OPTIONAL MATCH (a:Area {id: row.set.parent_id})
FOREACH (up IN CASE WHEN a IS NULL THEN [] ELSE [a] END | CREATE (n)-[:PART_OF]->(up))
RETURN count(n) AS written
