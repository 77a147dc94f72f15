// Write. Open memberships of members that this transaction has locked; `edge_due_at` follows their clocks.
//
//   $rows  list of maps {id, from_id, to_id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (a:Member {id: row.from_id})
MATCH (b:Unit {id: row.to_id})
CREATE (a)-[n:MEMBER_OF {rid: row.id, version: 1}]->(b)
SET n += row.set
WITH a, count(n) AS opened
OPTIONAL MATCH (a)-[r]->() WHERE r.due_at IS NOT NULL
WITH a, opened, min(r.due_at) AS due_at
SET a.edge_due_at = due_at
RETURN sum(opened) AS written
