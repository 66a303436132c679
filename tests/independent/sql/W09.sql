-- @gate amount
-- @owners
SELECT l.org FROM p JOIN org_life l ON l.kind = 'unit' AND l.opened <= p.a0 AND l.closed >= p.b WHERE is_dept(l.org, p.z)
-- @items
WITH d AS (
  SELECT l.org, covered_x('doc-register', l.org, p.a0, p.b0, plus_days(p.b0, -1)) AND covered_x('doc-register', l.org, p.a, p.b, p.z) AS ok
  FROM p JOIN org_life l ON l.kind = 'unit' AND l.opened <= p.a0 AND l.closed >= p.b WHERE is_dept(l.org, p.z)),
r AS (
  SELECT d.org AS dept, g.issued_on >= p.a AS now, g.to_lower, coalesce(g.emergency, 0) AS emergency
  FROM p, d JOIN doc_register g ON g.kind = 'document' AND g.issued_on >= p.a0 AND g.issued_on < p.b AND in_reach(d.org, g.org, g.issued_on)
  WHERE g.issued_on >= p.a OR g.issued_on < p.b0),
c AS (
  SELECT d.org, d.ok, coalesce(sum(r.now AND r.to_lower = 1 AND r.emergency = 0), 0) AS num,
    coalesce(sum((NOT r.now) AND r.to_lower = 1 AND r.emergency = 0), 0) AS den,
    coalesce(sum(r.now AND r.to_lower = 1 AND r.emergency = 1), 0) AS excl,
    coalesce(sum(r.to_lower IS NULL AND r.emergency = 0), 0) AS blank
  FROM d LEFT JOIN r ON r.dept = d.org GROUP BY d.org)
SELECT c.org AS owner, 'amount' AS item,
  CASE WHEN p.z > p.asof THEN '0,0,0,0,0,0,1'
       WHEN NOT c.ok OR c.blank > 0 THEN '0,0,0,0,0,1,0'
       WHEN c.den = 0 THEN '0,0,0,0,0,0,0'
       ELSE c.num || ',' || c.den || ',' || c.excl || ',0,0,0,0' END AS outcome
FROM p, c
