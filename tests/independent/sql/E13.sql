-- @gate flow admission-step
-- @items
WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 100),
f AS (
  SELECT file,
    min(CASE step WHEN 'application' THEN done_on END) AS application,
    min(CASE step WHEN 'talk' THEN done_on END) AS talk,
    min(CASE step WHEN 'activist' THEN done_on END) AS activist,
    min(CASE step WHEN 'candidate' THEN done_on END) AS candidate,
    min(CASE step WHEN 'admission' THEN done_on END) AS admission,
    min(CASE step WHEN 'approval' THEN done_on END) AS approval,
    min(CASE step WHEN 'confirmation' THEN done_on END) AS confirmation,
    min(CASE step WHEN 'withdrawal' THEN done_on END) AS withdrawal
  FROM admission_step GROUP BY file),
raw AS (   -- base is NULL for order items, which look into nothing beyond the seen rows
  SELECT f.file, 'talk' AS what, application AS base, add_months(application, 1) AS due,
    talk IS NOT NULL AND talk >= application AND talk <= add_months(application, 1) AS met, f.withdrawal
  FROM f WHERE application IS NOT NULL
  UNION ALL
  SELECT file, 'review ' || n, base, due,
    EXISTS (SELECT 1 FROM admission_step r WHERE r.file = q.file AND r.step = 'review' AND r.done_on <= q.due
              AND (r.done_on > q.base OR (q.n = 1 AND r.done_on = q.base))), withdrawal
  FROM (SELECT f.*, k.n, add_months(activist, 6 * (k.n - 1)) AS base, add_months(activist, 6 * k.n) AS due
        FROM f, k WHERE activist IS NOT NULL) q
  WHERE candidate IS NULL OR candidate > due
  UNION ALL
  SELECT file, 'approval', admission, add_months(admission, 3),
    approval IS NOT NULL AND approval >= admission AND approval <= add_months(admission, 3), withdrawal
  FROM f WHERE admission IS NOT NULL
  UNION ALL
  SELECT file, 'candidate', NULL, candidate, activist IS NOT NULL AND candidate >= add_months(activist, 12), withdrawal
  FROM f WHERE candidate IS NOT NULL
  UNION ALL
  SELECT f.file, 'admission', NULL, admission,
    CASE WHEN candidate IS NULL OR candidate > admission THEN 0
         WHEN coalesce(t.h100, 0) >= (SELECT training_hours FROM p) * 100 THEN 1
         WHEN coalesce(t.blanks, 0) > 0 THEN NULL ELSE 0 END, withdrawal
  FROM f LEFT JOIN (
    SELECT f.file, sum(coalesce(r.hours, 0)) AS h100, sum(r.hours IS NULL) AS blanks
    FROM f JOIN admission_step r ON r.file = f.file AND r.step = 'training' AND r.done_on >= f.candidate AND r.done_on <= f.admission
    GROUP BY f.file) t ON t.file = f.file
  WHERE admission IS NOT NULL
  UNION ALL
  SELECT file, 'confirmation', NULL, confirmation,
    approval IS NOT NULL AND admission IS NOT NULL AND approval <= confirmation AND confirmation >= add_months(admission, 12)
      AND confirmation >= coalesce((SELECT max(x.until) FROM admission_step x WHERE x.file = f.file AND x.step = 'extension'
                                      AND x.done_on <= f.confirmation), ''), withdrawal
  FROM f WHERE confirmation IS NOT NULL),
placed AS (
  SELECT r.*, (SELECT s.org FROM admission_step s WHERE s.file = r.file AND s.done_on <= r.due
      ORDER BY s.done_on DESC, CASE s.step WHEN 'application' THEN 1 WHEN 'talk' THEN 2 WHEN 'activist' THEN 3 WHEN 'review' THEN 4
        WHEN 'candidate' THEN 5 WHEN 'training' THEN 6 WHEN 'admission' THEN 7 WHEN 'approval' THEN 8 WHEN 'extension' THEN 9
        WHEN 'confirmation' THEN 10 WHEN 'withdrawal' THEN 11 END DESC LIMIT 1) AS owner
  FROM raw r, p WHERE r.due >= p.a AND r.due < p.b)
SELECT owner, file || ' ' || what AS item, due, 0 AS grace, 1 AS only,
  CASE WHEN withdrawal IS NOT NULL AND withdrawal <= due THEN 1 ELSE 0 END AS out,
  CASE WHEN met = 1 THEN 1 WHEN base IS NULL THEN met
       WHEN covered_x('admission-step', owner, base, plus_days(due, 1), due) THEN 0 END AS met, 0 AS exc
FROM placed
