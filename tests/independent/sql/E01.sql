-- @gate roll_z
-- @owners
SELECT org FROM roll_keeper
-- @items
WITH s AS (SELECT z.*, l.kind = 'branch' AS branch FROM stay_z z JOIN org_life l ON l.org = z.org),
ranked AS (
  SELECT *, sum(branch) OVER (PARTITION BY person) AS branches,
    row_number() OVER (PARTITION BY person ORDER BY branch DESC, beg DESC, org) AS pos
  FROM s)
SELECT r.org AS owner, r.person AS item, p.z AS due, 0 AS grace, 1 AS only,
  CASE WHEN r.branches = 0 AND r.transfer_since <= p.z AND p.z < plus_days(r.transfer_since, p.transfer) THEN 1 ELSE 0 END AS out,
  CASE WHEN r.branches = 1 THEN 1 ELSE 0 END AS met, 0 AS exc
FROM p, ranked r WHERE r.pos = 1
