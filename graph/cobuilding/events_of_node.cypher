// Read. Events of one node, the earliest first.
//
//   $low    lower bound of node_key, inclusive; not scoped: the caller reached the node in scope
//   $high   upper bound of node_key, exclusive
//   $rids   only those of these relationships; null: all
//   $limit  rows at most
//
// Returns a row per event (id, node, key) by node_key; no row: none.

MATCH (n:Event) WHERE n.node_key >= $low AND n.node_key < $high
  AND ($rids IS NULL OR n.rid IN $rids)
RETURN 'e1_' + toString(n.seq) AS id, properties(n) AS node, n.node_key AS key
ORDER BY n.node_key LIMIT $limit
