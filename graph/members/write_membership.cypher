// Write. Set properties of memberships that this transaction has locked; `edge_due_at` follows their clocks.
//
//   $rows  list of maps {id, from_id, set}; null removes a property
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (a:Member {id: row.from_id})
WITH a, row
MATCH (a)-[n:MEMBER_OF]->() WHERE n.rid = row.id
SET n += row.set
WITH a, count(n) AS changed
OPTIONAL MATCH (a)-[r]->() WHERE r.due_at IS NOT NULL
WITH a, changed, min(r.due_at) AS due_at
SET a.edge_due_at = due_at
RETURN sum(changed) AS written
