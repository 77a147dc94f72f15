// Identity: ids and natural keys, each unique (domain.md 3).
// A node of each label is primed with values of the right types before its keys are declared, and
// removed after (engine.md 6). Integers are primed wide: a small literal would declare 32 bits.

MERGE (unit:Unit {id: '~'}) SET unit.uscc = '~', unit.source_key = '~'
MERGE (resource:Resource {id: '~'}) SET resource.source_key = '~'
MERGE (member:Member {id: '~'}) SET member.subject = '~', member.volunteer_no = '~', member.source_key = '~'
MERGE (skill:Skill {id: '~'}) SET skill.source_key = '~'
MERGE (contact:Contact {id: '~'})
MERGE (area:Area {id: '~'}) SET area.code = '~'
MERGE (community:Community {id: '~'}) SET community.code = '~'
MERGE (service_category:ServiceCategory {id: '~'}) SET service_category.category_key = '~'
MERGE (need:Need {id: '~'}) SET need.source_key = '~'
MERGE (requirement:Requirement {id: '~'})
MERGE (match_decision:MatchDecision {id: '~'})
MERGE (commitment:Commitment {id: '~'})
MERGE (service_record:ServiceRecord {id: '~'})
MERGE (evaluation:Evaluation {id: '~'}) SET evaluation.evaluation_key = '~'
MERGE (project:Project {id: '~'})
MERGE (milestone:Milestone {id: '~'})
MERGE (progress_note:ProgressNote {id: '~'})
MERGE (policy:Policy {id: '~'}) SET policy.policy_key = '~'
MERGE (list_edition:ListEdition {id: '~'}) SET list_edition.edition_key = '~';

CREATE CONSTRAINT unit_id IF NOT EXISTS FOR (n:Unit) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT unit_uscc IF NOT EXISTS FOR (n:Unit) REQUIRE n.uscc IS UNIQUE;
CREATE CONSTRAINT unit_source_key IF NOT EXISTS FOR (n:Unit) REQUIRE n.source_key IS UNIQUE;
CREATE CONSTRAINT resource_id IF NOT EXISTS FOR (n:Resource) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT resource_source_key IF NOT EXISTS FOR (n:Resource) REQUIRE n.source_key IS UNIQUE;
CREATE CONSTRAINT member_id IF NOT EXISTS FOR (n:Member) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT member_subject IF NOT EXISTS FOR (n:Member) REQUIRE n.subject IS UNIQUE;
CREATE CONSTRAINT member_volunteer_no IF NOT EXISTS FOR (n:Member) REQUIRE n.volunteer_no IS UNIQUE;
CREATE CONSTRAINT member_source_key IF NOT EXISTS FOR (n:Member) REQUIRE n.source_key IS UNIQUE;
CREATE CONSTRAINT skill_id IF NOT EXISTS FOR (n:Skill) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT skill_source_key IF NOT EXISTS FOR (n:Skill) REQUIRE n.source_key IS UNIQUE;
CREATE CONSTRAINT contact_id IF NOT EXISTS FOR (n:Contact) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT area_id IF NOT EXISTS FOR (n:Area) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT area_code IF NOT EXISTS FOR (n:Area) REQUIRE n.code IS UNIQUE;
CREATE CONSTRAINT community_id IF NOT EXISTS FOR (n:Community) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT community_code IF NOT EXISTS FOR (n:Community) REQUIRE n.code IS UNIQUE;
CREATE CONSTRAINT service_category_id IF NOT EXISTS FOR (n:ServiceCategory) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT service_category_category_key IF NOT EXISTS FOR (n:ServiceCategory) REQUIRE n.category_key IS UNIQUE;
CREATE CONSTRAINT need_id IF NOT EXISTS FOR (n:Need) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT need_source_key IF NOT EXISTS FOR (n:Need) REQUIRE n.source_key IS UNIQUE;
CREATE CONSTRAINT requirement_id IF NOT EXISTS FOR (n:Requirement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT match_decision_id IF NOT EXISTS FOR (n:MatchDecision) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT commitment_id IF NOT EXISTS FOR (n:Commitment) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT service_record_id IF NOT EXISTS FOR (n:ServiceRecord) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT evaluation_id IF NOT EXISTS FOR (n:Evaluation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT evaluation_evaluation_key IF NOT EXISTS FOR (n:Evaluation) REQUIRE n.evaluation_key IS UNIQUE;
CREATE CONSTRAINT project_id IF NOT EXISTS FOR (n:Project) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT milestone_id IF NOT EXISTS FOR (n:Milestone) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT progress_note_id IF NOT EXISTS FOR (n:ProgressNote) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT policy_id IF NOT EXISTS FOR (n:Policy) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT policy_policy_key IF NOT EXISTS FOR (n:Policy) REQUIRE n.policy_key IS UNIQUE;
CREATE CONSTRAINT list_edition_id IF NOT EXISTS FOR (n:ListEdition) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT list_edition_edition_key IF NOT EXISTS FOR (n:ListEdition) REQUIRE n.edition_key IS UNIQUE;

MATCH (n:Unit {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Resource {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Member {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Skill {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Contact {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Area {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Community {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:ServiceCategory {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Need {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Requirement {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:MatchDecision {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Commitment {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:ServiceRecord {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Evaluation {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Project {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Milestone {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:ProgressNote {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Policy {id: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:ListEdition {id: '~'}) DETACH DELETE n;
