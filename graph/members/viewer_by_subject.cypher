// Read. Who signs in with this subject, with the posts held now: the scope of everything else.
//
//   $subject  the `sub` of a checked token; names the viewer, so it is its own scope
//   $now      present instant, UTC ms
//
// Returns at most one row (id, posts, residences, is_member); posts and residences are lists of maps
// {post, since, place_id, path}, ends of a post that are ACTIVE now; no row: nobody, or a member who left.

MATCH (m:Member {subject: $subject})
WITH m WHERE m.state <> 'LEFT'
RETURN m.id AS id,
  [(m)-[h:HOLDS]->(t) WHERE h.state = 'ACTIVE' AND h.since <= $now AND (h.until IS NULL OR h.until > $now)
    | {post: h.post, since: h.since, place_id: t.id, path: t.area_path}] AS posts,
  [(m)-[r:REGISTERED_AT]->(c:Community) WHERE r.state = 'ACTIVE' AND r.kind = 'RESIDENCE'
    | {post: 'RESIDENCE', since: r.since, place_id: c.id, path: c.area_path}] AS residences,
  size([(m)-[:OFFERS]->(s:Skill) | 1]) + size([(m)-[o:MEMBER_OF]->(:Unit) WHERE o.state = 'ACTIVE' | 1])
    + size([(m)-[g:REGISTERED_AT]->(:Community) WHERE g.state = 'ACTIVE' | 1]) > 0 AS is_member
