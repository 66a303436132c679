-- Shared helper views. The tables (org, member, meeting, ...) hold the SEEN rows of ONE world (1.2, 1.8):
-- struck rows are gone, blanks are NULL, dates are ISO text, decimals are integers of hundredths, booleans 0/1.
-- p has one row: a, b, z = b - 1 day, asof = A, asof1 = A + 1 day, and the parameters.
-- month(s,e,last), quarter(s,e,last): whole calendar months and quarters of P.
-- Functions from Python: add_months(d,n) (1.1), plus_days(d,n), days(s,e), covered(kind,org,s,e) (1.6),
--   covered_x(kind,org,s,e,day): the same, a department being covered also by its leading-group or organ-committee,
--   is_dept(unit,day), dept_at_or_above(unit,day), in_reach(dept,org,day), seat(org,day).
-- anc_z(org, above): at-or-above pairs by parent on z (itself included); serves_z(org, unit): units served on z (inherited).

CREATE VIEW org_life AS
SELECT org, min(kind) AS kind, min(valid_from) AS opened,
       CASE WHEN count(*) = count(valid_to) THEN max(valid_to) ELSE '9999-12-31' END AS closed
FROM org GROUP BY org;

CREATE VIEW org_state AS
SELECT *, coalesce(valid_to, '9999-12-31') AS until FROM org;

CREATE VIEW mrow AS
SELECT *, coalesce(valid_to, '9999-12-31') AS until FROM member;

-- continuous stays: rows of one person and org that touch (gaps and islands)
CREATE TABLE stay AS
WITH marked AS (
  SELECT person, org, valid_from, until,
         CASE WHEN lag(until) OVER w = valid_from THEN 0 ELSE 1 END AS starts
  FROM mrow WINDOW w AS (PARTITION BY person, org ORDER BY valid_from, until)
), numbered AS (
  SELECT *, sum(starts) OVER (PARTITION BY person, org ORDER BY valid_from, until) AS island FROM marked
)
SELECT person, org, min(valid_from) AS beg, max(until) AS fin FROM numbered GROUP BY person, org, island;
CREATE INDEX stay_po ON stay(person, org);
CREATE INDEX stay_o ON stay(org);

CREATE VIEW roll_keeper AS
SELECT org, kind, opened, closed FROM org_life
WHERE kind IN ('branch', 'general-branch', 'organ-committee', 'work-committee');

CREATE VIEW post_state AS
SELECT *, coalesce(valid_to, '9999-12-31') AS until FROM post;
