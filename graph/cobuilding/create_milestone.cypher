// Write. Create milestones with their fixed edges.
//
//   $rows  list of maps {id, set}
//
// Returns one row (written): how many; fewer than the rows given is a fault.

UNWIND $rows AS row
MATCH (p:Project {id: row.set.project_id})
CREATE (n:Milestone {id: row.id, version: 1})
SET n += row.set
CREATE (p)-[:HAS_MILESTONE]->(n)
RETURN count(n) AS written
