// Read. How many events one node has, 10,001 for more than 10,000.
//
//   $low   lower bound of node_key, inclusive; not scoped: the caller reached the node in scope
//   $high  upper bound of node_key, exclusive
//   $rids  only those of these relationships; null: all
//
// Returns one row (total).

MATCH (n:Event) WHERE n.node_key >= $low AND n.node_key < $high
  AND ($rids IS NULL OR n.rid IN $rids)
WITH n LIMIT 10001
RETURN count(n) AS total
