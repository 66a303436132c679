-- @gate plain
-- @owners
SELECT org FROM org_life WHERE kind = 'branch'
-- @items
WITH gate AS (
  SELECT l.org, m.s, m.e, m.last, covered('attendance', l.org, m.s, m.e) AND covered('post', l.org, m.s, m.e) AS ok
  FROM month m, org_life l WHERE l.kind = 'branch'),
lead AS (
  SELECT t.person, t.valid_from, t.until FROM post_state t JOIN org_life l ON l.org = t.org
  WHERE t.role IN ('unit-head', 'unit-deputy', 'leading-member') OR (t.role = 'secretary' AND l.kind = 'leading-group')),
called AS (
  SELECT t.org AS owner, t.event, t.person, t.status, min(m.held_on) AS held_on
  FROM p, attendance t JOIN org_life l ON l.org = t.org AND l.kind = 'branch'
  JOIN meeting m ON m.id = t.event AND m.kind IN ('member-meeting', 'life-meeting', 'party-day', 'group-meeting')
  WHERE t.event_kind = 'meeting' AND m.held_on >= p.a AND m.held_on < p.b
    AND (m.org = t.org OR EXISTS (SELECT 1 FROM org_state g WHERE g.org = m.org AND g.kind = 'group' AND g.parent = t.org
                                    AND g.valid_from <= m.held_on AND m.held_on < g.until))
    AND EXISTS (SELECT 1 FROM lead d WHERE d.person = t.person AND d.valid_from <= m.held_on AND m.held_on < d.until)
  GROUP BY t.org, t.event, t.person, t.status)
SELECT c.owner, c.event || '/' || c.person AS item, c.held_on AS due, 0 AS grace,
  CASE WHEN EXISTS (SELECT 1 FROM stay s WHERE s.person = c.person AND s.org = c.owner AND s.beg <= c.held_on AND c.held_on < s.fin) THEN 1
       WHEN covered('member', c.owner, c.held_on, plus_days(c.held_on, 1)) THEN 0 END AS only,
  CASE WHEN c.status IN ('official-travel', 'long-leave') THEN 1 ELSE 0 END AS out,
  CASE WHEN c.status = 'present' THEN 1 ELSE 0 END AS met, 0 AS exc
FROM called c JOIN gate g ON g.org = c.owner AND g.s <= c.held_on AND c.held_on < g.e WHERE g.ok
UNION ALL
SELECT org, 'month not known ' || s, last, 0, NULL, 0, 0, 0 FROM gate WHERE NOT ok
