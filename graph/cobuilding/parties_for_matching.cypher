// Read. The facts of providers that decide about a pair, and with whom they share an address.
//
//   $member_ids    ids of Member nodes that offer skills
//   $unit_ids      ids of Unit nodes that provide resources
//   $provider_ids  both together
//   $person_ids    raisers and beneficiaries: ids of Member nodes, and of Need nodes with a contact of their own
//
// Returns columns (kind, then parallel lists) to a row, without order; unknown is -1. Kind Member and Unit: the providers.
// Kind Home: pairs of a provider's id and one of $person_ids with the same address, which itself stays here.
// No row or empty lists: none.

MATCH (m:Member) WHERE m.id IN $member_ids
RETURN 'Member' AS kind, collect(m.id) AS id, collect(coalesce(m.state, 'ACTIVE')) AS state,
  collect(coalesce(m.capacity_jobs, -1)) AS capacity_jobs, collect(coalesce(m.live_jobs, 0)) AS live_jobs,
  collect(coalesce(m.consent, false)) AS consent, collect(coalesce(m.paused_until, -1)) AS paused_until,
  [] AS same_address_as
UNION ALL
MATCH (u:Unit) WHERE u.id IN $unit_ids
RETURN 'Unit' AS kind, collect(u.id) AS id, collect(coalesce(u.state, 'ACTIVE')) AS state,
  collect(coalesce(u.capacity_jobs, -1)) AS capacity_jobs, collect(coalesce(u.live_jobs, 0)) AS live_jobs,
  [] AS consent, [] AS paused_until, [] AS same_address_as
UNION ALL
UNWIND $person_ids AS person
OPTIONAL MATCH (p:Member {id: person})-[:HAS_CONTACT]->(k:Contact)
OPTIONAL MATCH (n:Need {id: person})-[:HAS_CONTACT]->(l:Contact)
WITH person, coalesce(k.address_hash, l.address_hash) AS home
WITH collect(CASE WHEN home IS NULL THEN null ELSE [person, home] END) AS homes
UNWIND CASE WHEN size(homes) = 0 THEN [] ELSE $provider_ids END AS provider
OPTIONAL MATCH (m:Member {id: provider})-[:HAS_CONTACT]->(c:Contact)
OPTIONAL MATCH (u:Unit {id: provider})-[:HAS_CONTACT]->(d:Contact)
WITH homes, provider, coalesce(c.address_hash, d.address_hash) AS own
UNWIND [h IN homes WHERE h[1] = own | h[0]] AS person
RETURN 'Home' AS kind, collect(provider) AS id, [] AS state, [] AS capacity_jobs, [] AS live_jobs,
  [] AS consent, [] AS paused_until, collect(person) AS same_address_as
