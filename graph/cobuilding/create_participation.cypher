// Write. Open participations of units and members; `edge_due_at` follows their clocks.
//
//   $rows  list of maps {id, from_id, to_id, set}; from_id is that of a Unit or Member
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (b:Project {id: row.to_id})
OPTIONAL MATCH (u:Unit {id: row.from_id})
OPTIONAL MATCH (m:Member {id: row.from_id})
WITH b, row, coalesce(u, m) AS a WHERE a IS NOT NULL
CREATE (a)-[n:PARTICIPATES_IN {rid: row.id, version: 1}]->(b)
SET n += row.set
WITH a, count(n) AS opened
OPTIONAL MATCH (a)-[r]->() WHERE r.due_at IS NOT NULL
WITH a, opened, min(r.due_at) AS due_at
SET a.edge_due_at = due_at
RETURN sum(opened) AS written
