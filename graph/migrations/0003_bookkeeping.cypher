// Bookkeeping: the event log, its clocks, the receipts of idempotency keys (engine.md 9 and 10).

MERGE (event:Event {node_key: '~'}) SET event.seq = 4102444800000
MERGE (receipt:Receipt {key: '~'}) SET receipt.at = 4102444800000
MERGE (clock:Clock {name: '~'});

CREATE INDEX event_seq IF NOT EXISTS FOR (n:Event) ON (n.seq);
CREATE INDEX event_node_key IF NOT EXISTS FOR (n:Event) ON (n.node_key);
CREATE CONSTRAINT receipt_key IF NOT EXISTS FOR (n:Receipt) REQUIRE n.key IS UNIQUE;
CREATE INDEX receipt_at IF NOT EXISTS FOR (n:Receipt) ON (n.at);
CREATE CONSTRAINT clock_name IF NOT EXISTS FOR (n:Clock) REQUIRE n.name IS UNIQUE;

MATCH (n:Event {node_key: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Receipt {key: '~'}) DETACH DELETE n
WITH count(*) AS gone
MATCH (n:Clock {name: '~'}) DETACH DELETE n;

// `events` holds the number of the last event, `events_first` that of the oldest one kept; 0: none was removed.
MERGE (events:Clock {name: 'events'}) ON CREATE SET events.n = 0
MERGE (first:Clock {name: 'events_first'}) ON CREATE SET first.n = 0;
