-- @gate plain
-- @owners
SELECT org FROM org_life WHERE kind = 'centre-group'
-- @items
SELECT l.org AS owner, q.s AS item, q.last AS due, 0 AS grace, 1 AS only, 0 AS out,
  CASE WHEN (SELECT count(*) FROM session s WHERE s.org = l.org AND s.form = 'collective-discussion'
               AND s.held_on >= q.s AND s.held_on < q.e) >= p.per_quarter THEN 1
       WHEN covered_x('session', l.org, q.s, q.e, q.last) THEN 0 END AS met, 0 AS exc
FROM p, org_life l JOIN quarter q ON l.opened <= q.s AND l.closed >= q.e
WHERE l.kind = 'centre-group'
