// Read. The taxonomy of all schemes; public, so it has no scope.
//
//   $limit  rows at most
//
// Returns a row per category (node, key) by category_key.

MATCH (n:ServiceCategory)
RETURN properties(n) AS node, n.category_key AS key ORDER BY n.category_key LIMIT $limit
