-- @gate flow evidence
-- @items
SELECT v.org AS owner, v.id AS item, v.opened_on AS due, p."check" AS grace, 1 AS only,
  CASE WHEN v.result = 'destroyed' THEN 1 ELSE 0 END AS out,
  CASE WHEN v.result = 'sound' THEN 1 WHEN v.result IS NULL THEN NULL ELSE 0 END AS met, 0 AS exc
FROM p JOIN evidence v ON v.opened_on >= p.a AND v.opened_on < p.b
WHERE v.origin = 'sample'
