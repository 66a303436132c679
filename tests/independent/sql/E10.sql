-- @gate roll_z
-- @owners
SELECT org FROM roll_keeper
-- @items
SELECT s.org AS owner, s.person AS item, p.z AS due, 0 AS grace, 1 AS only,
  CASE WHEN s.relieved_from <= p.z AND p.z < coalesce(s.relieved_to, '9999-12-31') THEN 1
       WHEN s.status = 'probationary' AND s.admitted_on IS NULL THEN NULL
       WHEN s.status = 'probationary' AND add_months(s.admitted_on, 6) > p.b THEN 1
       ELSE 0 END AS out,
  CASE WHEN EXISTS (SELECT 1 FROM appraisal x WHERE x.person = s.person AND x.held_on >= p.a AND x.held_on < p.b
                      AND x.complete = 1 AND x.outcome IS NOT NULL) THEN 1
       WHEN EXISTS (SELECT 1 FROM appraisal x WHERE x.person = s.person AND x.held_on >= p.a AND x.held_on < p.b
                      AND x.complete IS NULL AND x.outcome IS NOT NULL) THEN NULL
       WHEN EXISTS (SELECT 1 FROM mrow m WHERE m.person = s.person AND m.valid_from < p.b AND m.until > p.a
                      AND NOT covered('appraisal', m.org, max(p.a, m.valid_from), min(p.b, m.until))) THEN NULL
       ELSE 0 END AS met,
  0 AS exc
FROM p, stay_z s
