// Read. How many offers stand in each pool of a reach.
//
//   $low   lower bound of the pool, inclusive, such as '420112|'
//   $high  upper bound, exclusive, such as '420112|~'
//
// Returns a row per pool and label (pool, size), without order; no row: none.

MATCH (s:Skill) WHERE s.pool >= $low AND s.pool < $high
RETURN s.pool AS pool, count(*) AS size
UNION ALL
MATCH (r:Resource) WHERE r.pool >= $low AND r.pool < $high
RETURN r.pool AS pool, count(*) AS size
