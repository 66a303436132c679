-- @gate roll_z
-- @owners
SELECT org FROM roll_keeper
-- @items
WITH RECURSIVE run(person, org, unit, f) AS (   -- back over the person's touching rows, in any organisation
  SELECT s.person, s.org, s.unit, s.valid_from FROM stay_z s WHERE s.rank IN ('bureau', 'division')
  UNION
  SELECT r.person, r.org, r.unit, m.valid_from
  FROM run r JOIN member m ON m.person = r.person AND m.valid_to = r.f AND m.unit IS r.unit
  WHERE m."rank" IN ('bureau', 'division')
), since AS (SELECT person, org, min(f) AS f FROM run GROUP BY person, org)
SELECT s.org AS owner, s.person AS item, p.z AS due, 0 AS grace,
  CASE WHEN s.rank IS NULL THEN NULL WHEN s.rank IN ('bureau', 'division') THEN 1 ELSE 0 END AS only,
  CASE WHEN s.relieved_from <= p.z AND p.z < coalesce(s.relieved_to, '9999-12-31') THEN 1
       WHEN add_months(n.f, p.in_post) > p.b THEN 1 ELSE 0 END AS out,
  CASE WHEN EXISTS (SELECT 1 FROM training t WHERE t.person = s.person AND t.ended_on >= p.a AND t.ended_on < p.b) THEN 1
       WHEN NOT EXISTS (SELECT 1 FROM mrow m WHERE m.person = s.person AND m.valid_from < p.b AND m.until > p.a
              AND NOT covered_x('training', s.org, max(p.a, m.valid_from), min(p.b, m.until), p.z)) THEN 0
       WHEN s.unit IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mrow m WHERE m.person = s.person AND m.valid_from < p.b AND m.until > p.a
              AND NOT covered_x('training', s.unit, max(p.a, m.valid_from), min(p.b, m.until), p.z)) THEN 0
       END AS met,
  0 AS exc
FROM p, stay_z s LEFT JOIN since n ON n.person = s.person AND n.org = s.org
