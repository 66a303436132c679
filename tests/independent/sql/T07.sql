-- @gate roll_p
-- @owners
SELECT org FROM roll_keeper
-- @items
WITH st AS (  -- the stays that overlap P, their days in P
  SELECT s.person, s.org, s.beg, s.fin, max(p.a, s.beg) AS d0, min(p.b, s.fin) AS d1,
         row_number() OVER (PARTITION BY s.person, s.org ORDER BY s.beg) AS nth
  FROM p JOIN stay s ON s.beg < p.b AND s.fin > p.a
), asked_days AS (
  SELECT st.person, st.org, st.beg,
    sum(days(max(st.d0, m.valid_from), min(st.d1, m.until))
        - CASE WHEN m.relieved_from IS NULL THEN 0 ELSE
            days(max(st.d0, m.valid_from, m.relieved_from), min(st.d1, m.until, coalesce(m.relieved_to, '9999-12-31'))) END) AS d
  FROM st JOIN mrow m ON m.person = st.person AND m.org = st.org AND m.valid_from >= st.beg AND m.valid_from < st.fin
  GROUP BY st.person, st.org, st.beg
), heard AS (
  SELECT st.person, st.org, st.beg, sum(coalesce(x.hours, 0)) AS h100, sum(x.hours IS NULL) AS blanks
  FROM st JOIN attendance t ON t.person = st.person AND t.org = st.org AND t.event_kind = 'session' AND t.status = 'present'
  JOIN session x ON x.id = t.event AND x.held_on >= st.d0 AND x.held_on < st.d1
   AND x.form IN ('collective-discussion','group-study','guidance','lecture','discipline-education')
  GROUP BY st.person, st.org, st.beg
)
SELECT st.org AS owner, st.person || '/' || CASE WHEN p.stay_key = 'begin' THEN st.beg ELSE st.nth END AS item, p.z AS due, 0 AS grace, 1 AS only,
  CASE WHEN d.d = 0 THEN 1 ELSE 0 END AS out,
  CASE WHEN coalesce(h.h100, 0) * p.days_year >= p.study_hours * 100 * d.d THEN 1
       WHEN coalesce(h.blanks, 0) > 0 THEN NULL
       WHEN NOT covered('attendance', st.org, st.d0, st.d1) THEN NULL
       ELSE 0 END AS met,
  0 AS exc
FROM p, st JOIN asked_days d USING (person, org, beg) LEFT JOIN heard h USING (person, org, beg)
