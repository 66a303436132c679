-- @gate plain
-- @owners
SELECT org FROM org_life WHERE kind = 'branch'
-- @items
SELECT l.org AS owner, q.s AS item, q.last AS due, 0 AS grace, 1 AS only, 0 AS out,
  CASE WHEN (SELECT count(*) FROM (SELECT DISTINCT id FROM meeting m
             WHERE m.org = l.org AND m.kind = 'member-meeting' AND m.held_on >= q.s AND m.held_on < q.e)) >= p.per_quarter THEN 1
       WHEN covered_x('meeting', l.org, q.s, q.e, q.last) THEN 0 END AS met, 0 AS exc
FROM p, org_life l JOIN quarter q ON l.opened <= q.s AND l.closed >= q.e
WHERE l.kind = 'branch'
