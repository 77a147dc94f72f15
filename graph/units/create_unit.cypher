// Write. Create units with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
CREATE (n:Unit {id: row.id, version: 1})
SET n += row.set
WITH n, row
OPTIONAL MATCH (a:Area {id: row.set.seat_id})
OPTIONAL MATCH (c:Community {id: row.set.seat_id})
FOREACH (seat IN CASE WHEN a IS NULL THEN [] ELSE [a] END | CREATE (n)-[:SEATED_IN]->(seat))
FOREACH (seat IN CASE WHEN c IS NULL THEN [] ELSE [c] END | CREATE (n)-[:SEATED_IN]->(seat))
RETURN count(n) AS written
