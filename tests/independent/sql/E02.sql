-- @gate plain
-- @owners
SELECT org FROM org_life WHERE kind = 'unit'
-- @items
WITH u AS (SELECT l.org, l.opened FROM p JOIN org_life l ON l.kind = 'unit' AND l.opened <= p.z AND p.z < l.closed),
full_at AS (
  SELECT x.above AS unit, count(DISTINCT s.person) AS n
  FROM stay_z s JOIN anc_z x ON x.org = s.unit WHERE s.status = 'full' GROUP BY x.above),
few AS (   -- fewer than $full in the seen rows: is every roll that could hold more known?
  SELECT u.org, u.opened, coalesce(f.n, 0) AS n, dept_at_or_above(u.org, p.z) AS dept
  FROM p, u LEFT JOIN full_at f ON f.unit = u.org),
keepers AS (
  SELECT r.org, r.ok, dept_at_or_above(seat(r.org, p.z), p.z) AS dept
  FROM p, roll_on_z r JOIN org_life l ON l.org = r.org AND l.opened <= p.z AND p.z < l.closed),
branch_at AS (SELECT DISTINCT v.unit FROM p, serves_z v JOIN org_life l ON l.org = v.org AND l.kind = 'branch' AND l.opened <= p.z AND p.z < l.closed)
SELECT f.org AS owner, 'unit' AS item, p.z AS due, 0 AS grace,
  CASE WHEN f.n >= p."full" THEN 1
       WHEN f.dept IS NULL AND covered('member', f.org, p.z, p.b) THEN 0
       WHEN f.dept IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keepers k WHERE k.dept = f.dept AND NOT k.ok) THEN 0
       END AS only,
  CASE WHEN add_months(f.opened, p.new_unit) > p.b THEN 1 ELSE 0 END AS out,
  CASE WHEN EXISTS (SELECT 1 FROM branch_at k JOIN anc_z x ON x.org = f.org AND x.above = k.unit)
         OR EXISTS (SELECT 1 FROM branch_at k JOIN anc_z x ON x.org = k.unit AND x.above = f.org) THEN 1 ELSE 0 END AS met,
  0 AS exc
FROM p, few f
