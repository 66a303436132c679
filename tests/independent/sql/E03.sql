-- @gate plain
-- @owners
SELECT org FROM org_life WHERE kind IN ('work-committee','organ-committee','discipline-committee','general-branch','branch')
-- @items
SELECT o.org AS owner, 'term' AS item, p.z AS due, 0 AS grace, 1 AS only, 0 AS out,
  CASE WHEN p.z < o.extended_until THEN 1
       WHEN o.term_years IS NULL THEN NULL
       WHEN p.z < add_months(o.term_start, 12 * o.term_years) THEN 1
       ELSE 0 END AS met, 0 AS exc
FROM p JOIN org_state o ON o.valid_from <= p.z AND p.z < o.until
WHERE o.kind IN ('work-committee','organ-committee','discipline-committee','general-branch','branch')
  AND o.term_start IS NOT NULL
