// Write. Note how far a migration has come.
//
//   $number  its number, from the file's name
//   $name    the file's name without `.cypher`
//   $sha256  hash of the file's text
//   $step    statements done
//   $cursor  last key of the batch statement under way, or ''
//   $at      instant it was finished, UTC ms; null while it is not
//
// Returns one row (number).

MERGE (m:Migration {number: $number})
SET m.name = $name, m.sha256 = $sha256, m.step = $step, m.cursor = $cursor, m.at = $at
RETURN m.number AS number
