// Read, or lock. Service categories by id.
//
//   $ids  ids of ServiceCategory nodes
//
// Returns a row per service category (node), without order; no row: not there or not in scope.

MATCH (n:ServiceCategory) WHERE n.id IN $ids
SET n.version = n.version + 1               // lock
WITH n
RETURN properties(n) AS node
