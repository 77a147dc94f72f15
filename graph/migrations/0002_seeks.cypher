// Seeks: what lists, pools and the timer look up (domain.md 3).
// A node of each label is primed with values of the right types before its keys are declared, and
// removed after (engine.md 6). Integers are primed wide: a small literal would declare 32 bits.

MERGE (unit:Unit {id: '~'}) SET unit.area_path = '~', unit.edge_due_at = 4102444800000, unit.name_key = '~'
MERGE (resource:Resource {id: '~'}) SET resource.pool = '~', resource.area_path = '~', resource.due_at = 4102444800000
MERGE (member:Member {id: '~'}) SET member.area_path = '~', member.edge_due_at = 4102444800000, member.name_key = '~'
MERGE (skill:Skill {id: '~'}) SET skill.pool = '~', skill.area_path = '~', skill.due_at = 4102444800000
MERGE (area:Area {id: '~'}) SET area.area_path = '~', area.name_key = '~'
MERGE (community:Community {id: '~'}) SET community.area_path = '~', community.name_key = '~'
MERGE (need:Need {id: '~'}) SET need.area_path = '~', need.queue_key = '~', need.due_at = 4102444800000
MERGE (requirement:Requirement {id: '~'}) SET requirement.pool = '~'
MERGE (commitment:Commitment {id: '~'}) SET commitment.area_path = '~', commitment.queue_key = '~', commitment.due_at = 4102444800000
MERGE (service_record:ServiceRecord {id: '~'}) SET service_record.area_path = '~'
MERGE (evaluation:Evaluation {id: '~'}) SET evaluation.due_at = 4102444800000
MERGE (project:Project {id: '~'}) SET project.area_path = '~', project.queue_key = '~', project.due_at = 4102444800000;

CREATE INDEX unit_area_path IF NOT EXISTS FOR (n:Unit) ON (n.area_path);
CREATE INDEX unit_edge_due_at IF NOT EXISTS FOR (n:Unit) ON (n.edge_due_at);
CREATE INDEX unit_name_key IF NOT EXISTS FOR (n:Unit) ON (n.name_key);
CREATE INDEX resource_pool IF NOT EXISTS FOR (n:Resource) ON (n.pool);
CREATE INDEX resource_area_path IF NOT EXISTS FOR (n:Resource) ON (n.area_path);
CREATE INDEX resource_due_at IF NOT EXISTS FOR (n:Resource) ON (n.due_at);
CREATE INDEX member_area_path IF NOT EXISTS FOR (n:Member) ON (n.area_path);
CREATE INDEX member_edge_due_at IF NOT EXISTS FOR (n:Member) ON (n.edge_due_at);
CREATE INDEX member_name_key IF NOT EXISTS FOR (n:Member) ON (n.name_key);
CREATE INDEX skill_pool IF NOT EXISTS FOR (n:Skill) ON (n.pool);
CREATE INDEX skill_area_path IF NOT EXISTS FOR (n:Skill) ON (n.area_path);
CREATE INDEX skill_due_at IF NOT EXISTS FOR (n:Skill) ON (n.due_at);
CREATE INDEX area_area_path IF NOT EXISTS FOR (n:Area) ON (n.area_path);
CREATE INDEX area_name_key IF NOT EXISTS FOR (n:Area) ON (n.name_key);
CREATE INDEX community_area_path IF NOT EXISTS FOR (n:Community) ON (n.area_path);
CREATE INDEX community_name_key IF NOT EXISTS FOR (n:Community) ON (n.name_key);
CREATE INDEX need_area_path IF NOT EXISTS FOR (n:Need) ON (n.area_path);
CREATE INDEX need_queue_key IF NOT EXISTS FOR (n:Need) ON (n.queue_key);
CREATE INDEX need_due_at IF NOT EXISTS FOR (n:Need) ON (n.due_at);
CREATE INDEX requirement_pool IF NOT EXISTS FOR (n:Requirement) ON (n.pool);
CREATE INDEX commitment_area_path IF NOT EXISTS FOR (n:Commitment) ON (n.area_path);
CREATE INDEX commitment_queue_key IF NOT EXISTS FOR (n:Commitment) ON (n.queue_key);
CREATE INDEX commitment_due_at IF NOT EXISTS FOR (n:Commitment) ON (n.due_at);
CREATE INDEX service_record_area_path IF NOT EXISTS FOR (n:ServiceRecord) ON (n.area_path);
CREATE INDEX evaluation_due_at IF NOT EXISTS FOR (n:Evaluation) ON (n.due_at);
CREATE INDEX project_area_path IF NOT EXISTS FOR (n:Project) ON (n.area_path);
CREATE INDEX project_queue_key IF NOT EXISTS FOR (n:Project) ON (n.queue_key);
CREATE INDEX project_due_at IF NOT EXISTS FOR (n:Project) ON (n.due_at);

MATCH (n:Unit {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Resource {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Member {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Skill {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Area {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Community {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Need {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Requirement {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Commitment {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:ServiceRecord {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Evaluation {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Project {id: '~'}) DETACH DELETE n;
