// Write. Take, keep or give back the right to migrate this graph: one process at a time.
//
//   $holder  who asks, '<pid>|<random>'
//   $gone    a holder known to be dead, or ''
//   $now     present instant, UTC ms
//   $until   instant the right lapses unless it is taken anew, UTC ms; $now or earlier gives it back
//
// Returns one row (holder, mine): who has it now, and whether that is the one who asks.

MERGE (m:Migration {number: 0})
SET m.asked = coalesce(m.asked, 0) + 1
WITH m, coalesce(m.until, 0) < $now OR m.holder IN [$holder, $gone] AS mine
SET m.holder = CASE WHEN mine THEN $holder ELSE m.holder END, m.until = CASE WHEN mine THEN $until ELSE m.until END
RETURN m.holder AS holder, mine AS mine
