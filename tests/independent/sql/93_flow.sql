-- 1.6 flow whose owner is just the org of a row: month by month of the due day; asked are the units that are a department
-- on the month's last day and every other organisation with an item (Only true or not known) in that month.
CREATE TEMP TABLE asked AS
SELECT owner, s, e, last, covered_x(:kind, owner, s, e, last) AS ok FROM (
  SELECT DISTINCT i.owner, m.s, m.e, m.last FROM items i JOIN month m ON m.s <= i.due AND i.due < m.e WHERE i.only IS NOT 0
  UNION
  SELECT l.org, m.s, m.e, m.last FROM month m, org_life l
  WHERE l.kind = 'unit' AND l.opened <= m.last AND m.last < l.closed AND is_dept(l.org, m.last));
CREATE TEMP TABLE gated AS
SELECT i.* FROM items i JOIN asked q ON q.owner = i.owner AND q.s <= i.due AND i.due < q.e WHERE q.ok
UNION ALL
SELECT owner, 'month not known ' || s, last, 0, NULL, 0, 0, 0 FROM asked WHERE NOT ok;
