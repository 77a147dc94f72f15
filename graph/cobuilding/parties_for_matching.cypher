// Read. The facts of providers that decide about a pair, and with whom they share an address.
//
//   $member_ids  ids of Member nodes that offer skills
//   $unit_ids    ids of Unit nodes that provide resources
//   $person_ids  ids of Member nodes: raisers and beneficiaries
//   $need_ids    ids of Need nodes whose own contact stands for the beneficiary
//
// Returns columns (kind, then parallel lists) of the providers of one kind to a row, in no order; unknown is -1;
// same_address_as: those of $person_ids and $need_ids with an address of the provider, which itself stays here.
// No row or empty lists: none.

CALL {
  MATCH (p:Member) WHERE p.id IN $person_ids
  WITH p
  MATCH (p)-[:HAS_CONTACT]->(k:Contact) WHERE k.address_hash IS NOT NULL
  RETURN p.id AS lives, k.address_hash AS home
  UNION ALL
  MATCH (n:Need) WHERE n.id IN $need_ids
  WITH n
  MATCH (n)-[:HAS_CONTACT]->(k:Contact) WHERE k.address_hash IS NOT NULL
  RETURN n.id AS lives, k.address_hash AS home
}
WITH collect([lives, home]) AS homes
MATCH (m:Member) WHERE m.id IN $member_ids
WITH homes, m, [(m)-[:HAS_CONTACT]->(k:Contact) | k.address_hash] AS own
RETURN 'Member' AS kind, collect(m.id) AS id, collect(coalesce(m.state, 'ACTIVE')) AS state,
  collect(coalesce(m.capacity_jobs, -1)) AS capacity_jobs, collect(coalesce(m.live_jobs, 0)) AS live_jobs,
  collect(coalesce(m.consent, false)) AS consent, collect(coalesce(m.paused_until, -1)) AS paused_until,
  collect([h IN homes WHERE h[1] IN own | h[0]]) AS same_address_as
UNION ALL
CALL {
  MATCH (p:Member) WHERE p.id IN $person_ids
  WITH p
  MATCH (p)-[:HAS_CONTACT]->(k:Contact) WHERE k.address_hash IS NOT NULL
  RETURN p.id AS lives, k.address_hash AS home
  UNION ALL
  MATCH (n:Need) WHERE n.id IN $need_ids
  WITH n
  MATCH (n)-[:HAS_CONTACT]->(k:Contact) WHERE k.address_hash IS NOT NULL
  RETURN n.id AS lives, k.address_hash AS home
}
WITH collect([lives, home]) AS homes
MATCH (u:Unit) WHERE u.id IN $unit_ids
WITH homes, u, [(u)-[:HAS_CONTACT]->(k:Contact) | k.address_hash] AS own
RETURN 'Unit' AS kind, collect(u.id) AS id, collect(coalesce(u.state, 'ACTIVE')) AS state,
  collect(coalesce(u.capacity_jobs, -1)) AS capacity_jobs, collect(coalesce(u.live_jobs, 0)) AS live_jobs,
  collect(true) AS consent, collect(-1) AS paused_until,
  collect([h IN homes WHERE h[1] IN own | h[0]]) AS same_address_as
