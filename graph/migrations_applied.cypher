// Read. The migrations of this graph, finished or begun.
//
// Returns rows (number, name, sha256, at, step, cursor) by number; at is absent (null) while one is not finished.

MATCH (m:Migration) WHERE m.number > 0
RETURN m.number AS number, m.name AS name, m.sha256 AS sha256, m.at AS at, m.step AS step, m.cursor AS cursor
ORDER BY m.number LIMIT 10000
