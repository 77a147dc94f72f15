// Write. Set properties of participations that this transaction has locked; `edge_due_at` follows their clocks.
//
//   $rows  list of maps {id, from_id, set}; null removes a property
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
OPTIONAL MATCH (u:Unit {id: row.from_id})
OPTIONAL MATCH (m:Member {id: row.from_id})
WITH row, coalesce(u, m) AS a WHERE a IS NOT NULL
MATCH (a)-[n:PARTICIPATES_IN]->() WHERE n.rid = row.id
SET n += row.set
WITH a, count(n) AS changed
OPTIONAL MATCH (a)-[r]->() WHERE r.due_at IS NOT NULL
WITH a, changed, min(r.due_at) AS due_at
SET a.edge_due_at = due_at
RETURN sum(changed) AS written
