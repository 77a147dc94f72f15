// Write. Set properties of areas that this transaction has locked.
//
//   $rows  list of maps {id, set}; null removes a property
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (n:Area {id: row.id})
SET n += row.set
RETURN count(n) AS written
