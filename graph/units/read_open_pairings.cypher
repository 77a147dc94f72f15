// Read, or lock. The pairing of a unit with a community that is PENDING or ACTIVE, if any.
//
//   $unit_id       id of the Unit; its edge_version is the lock of its relationships
//   $community_id  id of the Community; not scoped: the caller reached both ends in scope
//
// Returns at most one row (id): the rid; no row: they are free to pair.

MATCH (u:Unit {id: $unit_id})
SET u.edge_version = u.edge_version + 1     // lock
WITH u
MATCH (u)-[r:PAIRED_WITH]->(c:Community) WHERE c.id = $community_id AND r.state IN ['PENDING', 'ACTIVE']
RETURN r.rid AS id ORDER BY id LIMIT 1
