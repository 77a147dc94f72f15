// Read. The same as offers_in_pools for the offers that stand in one street: where pools are crowded.
//
//   $street        path of the street
//   $pools         pools sought, '<reach>|<category>', at most some hundreds
//   $group_of      map: pool → number of its pool group
//   $categories    categories of the pools, for the Resources of paired units
//   $communities   paths of the lines' communities; what is there counts as nearest
//   $streets       paths of the lines' streets; what is there counts as near
//   $paired_units  ids of the units paired with these communities
//   $visibilities  PUBLIC and AREA; beyond the reach PUBLIC only
//   $bound         offers of one label and pool group at most
//   $districts     codes of districts whose communities' points are asked for
//
// Returns columns (kind, then parallel lists) of offers of one kind to a row, in no order; unknown is -1, '', or 1000.0 for
// a point; a column that kind has not is empty. Kind Place: id is the area path, with lat and lng. No row or empty lists: none.

MATCH (s:Skill) WHERE s.area_path STARTS WITH $street
WITH s WHERE s.pool IN $pools AND s.visibility IN $visibilities
WITH s, $group_of[s.pool] AS pool_group, CASE WHEN any(p IN $communities WHERE s.area_path STARTS WITH p) THEN 3000
  WHEN any(p IN $streets WHERE s.area_path STARTS WITH p) OR s.unit_id IN $paired_units THEN 2000
  ELSE 1000 END + coalesce(s.quality, 500) AS near
ORDER BY near DESC, s.id
WITH pool_group, collect(s)[0..$bound] AS nearest
UNWIND nearest AS s
RETURN 'Skill' AS kind,
  collect(s.id) AS id, collect(s.member_id) AS provider_id, collect(coalesce(s.unit_id, '')) AS unit_id,
  collect(coalesce(s.community_id, '')) AS community_id, collect(s.area_path) AS area_path,
  collect(s.category_code) AS category_code, collect(s.reach) AS reach, [] AS resource_kind,
  collect(s.title) AS title, collect(coalesce(s.text_folded, '')) AS text_folded,
  collect(coalesce(s.level, 0)) AS level, collect(s.verified_at IS NOT NULL) AS verified,
  collect(coalesce(s.remote_ok, false)) AS remote, collect(coalesce(s.travel, 'FOOT')) AS travel,
  collect(coalesce(s.slots, [])) AS slots, collect(coalesce(s.qualifications, [])) AS qualifications,
  collect(coalesce(s.qualification_until, -1)) AS qualification_until, [] AS valid_from,
  collect(coalesce(s.valid_until, -1)) AS valid_until, [] AS lead_hours, [] AS quantity, [] AS measure,
  [] AS capacity_jobs, [] AS live_jobs, collect(coalesce(s.quality, -1)) AS quality, [] AS lat, [] AS lng,
  collect(s.visibility) AS visibility
UNION ALL
MATCH (r:Resource) WHERE r.area_path STARTS WITH $street
WITH r WHERE r.pool IN $pools AND r.visibility IN $visibilities
WITH r, $group_of[r.pool] AS pool_group, CASE WHEN any(p IN $communities WHERE r.area_path STARTS WITH p) THEN 3000
  WHEN any(p IN $streets WHERE r.area_path STARTS WITH p) OR r.unit_id IN $paired_units THEN 2000
  ELSE 1000 END + coalesce(r.quality, 500) AS near
ORDER BY near DESC, r.id
WITH pool_group, collect(r)[0..$bound] AS nearest
UNWIND nearest AS r
RETURN 'Resource' AS kind,
  collect(r.id) AS id, collect(r.unit_id) AS provider_id, [] AS unit_id, [] AS community_id,
  collect(r.area_path) AS area_path, collect(r.category_code) AS category_code, collect(r.reach) AS reach,
  collect(r.kind) AS resource_kind, collect(r.title) AS title, collect(coalesce(r.text_folded, '')) AS text_folded,
  [] AS level, [] AS verified, collect(coalesce(r.travel, '') = 'REMOTE') AS remote,
  collect(coalesce(r.travel, 'VEHICLE')) AS travel, collect(coalesce(r.slots, [])) AS slots,
  collect(coalesce(r.qualifications, [])) AS qualifications,
  collect(coalesce(r.qualification_until, -1)) AS qualification_until,
  collect(coalesce(r.valid_from, -1)) AS valid_from, collect(coalesce(r.valid_until, -1)) AS valid_until,
  collect(coalesce(r.lead_hours, 0)) AS lead_hours, collect(coalesce(r.quantity, -1)) AS quantity,
  collect(coalesce(r.measure, '')) AS measure, collect(coalesce(r.capacity_jobs, -1)) AS capacity_jobs,
  collect(coalesce(r.live_jobs, 0)) AS live_jobs, collect(coalesce(r.quality, -1)) AS quality,
  collect(coalesce(r.lat, 1000.0)) AS lat, collect(coalesce(r.lng, 1000.0)) AS lng,
  collect(r.visibility) AS visibility
UNION ALL
MATCH (u:Unit) WHERE u.id IN $paired_units
WITH u
MATCH (u)-[:PROVIDES]->(r:Resource) WHERE r.pool IS NOT NULL AND r.category_code IN $categories
WITH r ORDER BY coalesce(r.quality, 500) DESC, r.id LIMIT 200
RETURN 'Resource' AS kind,
  collect(r.id) AS id, collect(r.unit_id) AS provider_id, [] AS unit_id, [] AS community_id,
  collect(r.area_path) AS area_path, collect(r.category_code) AS category_code, collect(r.reach) AS reach,
  collect(r.kind) AS resource_kind, collect(r.title) AS title, collect(coalesce(r.text_folded, '')) AS text_folded,
  [] AS level, [] AS verified, collect(coalesce(r.travel, '') = 'REMOTE') AS remote,
  collect(coalesce(r.travel, 'VEHICLE')) AS travel, collect(coalesce(r.slots, [])) AS slots,
  collect(coalesce(r.qualifications, [])) AS qualifications,
  collect(coalesce(r.qualification_until, -1)) AS qualification_until,
  collect(coalesce(r.valid_from, -1)) AS valid_from, collect(coalesce(r.valid_until, -1)) AS valid_until,
  collect(coalesce(r.lead_hours, 0)) AS lead_hours, collect(coalesce(r.quantity, -1)) AS quantity,
  collect(coalesce(r.measure, '')) AS measure, collect(coalesce(r.capacity_jobs, -1)) AS capacity_jobs,
  collect(coalesce(r.live_jobs, 0)) AS live_jobs, collect(coalesce(r.quality, -1)) AS quality,
  collect(coalesce(r.lat, 1000.0)) AS lat, collect(coalesce(r.lng, 1000.0)) AS lng,
  collect(r.visibility) AS visibility
UNION ALL
MATCH (d:Area) WHERE d.code IN $districts
WITH d
MATCH (d)<-[:PART_OF]-(:Area)<-[:PART_OF]-(c:Community)
RETURN 'Place' AS kind,
  collect(c.area_path) AS id, [] AS provider_id, [] AS unit_id, [] AS community_id, [] AS area_path,
  [] AS category_code, [] AS reach, [] AS resource_kind, [] AS title, [] AS text_folded, [] AS level, [] AS verified,
  [] AS remote, [] AS travel, [] AS slots, [] AS qualifications, [] AS qualification_until, [] AS valid_from,
  [] AS valid_until, [] AS lead_hours, [] AS quantity, [] AS measure, [] AS capacity_jobs, [] AS live_jobs,
  [] AS quality, collect(coalesce(c.lat, 1000.0)) AS lat, collect(coalesce(c.lng, 1000.0)) AS lng, [] AS visibility
