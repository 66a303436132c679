-- @gate plain
-- @owners
SELECT org FROM org_life WHERE kind = 'branch'
-- @items
SELECT l.org AS owner, m.s AS item, m.last AS due, 0 AS grace, st.has_committee AS only, 0 AS out,
  CASE WHEN EXISTS (SELECT 1 FROM meeting x WHERE x.org = l.org AND x.kind = 'committee-meeting'
               AND x.held_on >= m.s AND x.held_on < m.e) THEN 1
       WHEN covered_x('meeting', l.org, m.s, m.e, m.last) THEN 0 END AS met, 0 AS exc
FROM org_life l JOIN month m ON l.opened <= m.s AND l.closed >= m.e
JOIN org_state st ON st.org = l.org AND st.valid_from <= m.last AND m.last < st.until
WHERE l.kind = 'branch'
