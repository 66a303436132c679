-- @gate flow task
-- @items
SELECT t.org AS owner, t.id AS item, t.due_on AS due, 0 AS grace, 1 AS only, 0 AS out,
  CASE WHEN t.accepted_on IS NOT NULL AND t.accepted_on <= t.due_on THEN 1 ELSE 0 END AS met, 0 AS exc
FROM p JOIN task t ON t.due_on >= p.a AND t.due_on < p.b
UNION ALL
SELECT t.org, t.id || ' moved', t.moved_from, 0, 1, 1, 0, 0
FROM p JOIN task t ON t.moved_from >= p.a AND t.moved_from < p.b AND t.due_on >= p.b
