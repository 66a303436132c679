-- @gate amount
-- @owners
SELECT l.org FROM p JOIN org_life l ON l.kind = 'unit' AND l.opened <= p.z AND p.z < l.closed WHERE is_dept(l.org, p.z)
-- @items
WITH d AS (
  SELECT l.org, o.staff, covered_x('post', l.org, p.z, p.b, p.z) AS ok
  FROM p JOIN org_life l ON l.kind = 'unit' AND l.opened <= p.z AND p.z < l.closed
  JOIN org_state o ON o.org = l.org AND o.valid_from <= p.z AND p.z < o.until
  WHERE is_dept(l.org, p.z)),
c AS (
  SELECT d.org, d.staff, d.ok, count(DISTINCT CASE WHEN t.full_time = 1 THEN t.person END) AS n,
         count(DISTINCT CASE WHEN t.full_time = 1 OR t.role = 'party-worker' THEN t.person END) AS named
  FROM p, d LEFT JOIN post_state t ON t.valid_from <= p.z AND p.z < t.until AND in_reach(d.org, t.org, p.z)
  GROUP BY d.org)
SELECT c.org AS owner, 'amount' AS item,
  CASE WHEN p.z > p.asof THEN '0,0,0,0,0,0,1'
       WHEN c.staff IS NULL OR NOT c.ok THEN '0,0,0,0,0,1,0'
       WHEN c.staff < p.small AND c.n * 100 < c.staff AND c.named > 0 THEN '0,0,0,1,0,0,0'
       ELSE c.n || ',' || c.staff || ',0,0,0,0,0' END AS outcome     -- num, den, excluded, excepted, unknown, open, pending
FROM p, c
