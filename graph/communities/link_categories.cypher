// Write. Link service categories: a leaf to its top (BROADER), and what is offered to what it can serve (RELATED).
//
//   $rows  list of maps {from_id, to_id, weight}; weight 0: BROADER, else RELATED with that weight, thousandths
//
// Returns one row (linked): how many; fewer than the rows given: a category is not there.

UNWIND $rows AS row
MATCH (a:ServiceCategory {id: row.from_id})
MATCH (b:ServiceCategory {id: row.to_id})
FOREACH (top IN CASE WHEN row.weight = 0 THEN [b] ELSE [] END | MERGE (a)-[:BROADER]->(top))
FOREACH (served IN CASE WHEN row.weight = 0 THEN [] ELSE [b] END | MERGE (a)-[r:RELATED]->(served) SET r.weight = row.weight)
RETURN count(a) AS linked
