-- @gate flow opinion
-- @items
SELECT owner, id AS item, due, 0 AS grace, 1 AS only,
  CASE WHEN anonymous = 1 AND answered_on IS NOT NULL AND answered_on <= due THEN 1 ELSE 0 END AS out,
  CASE WHEN answered_on IS NOT NULL AND answered_on <= due THEN 1 ELSE 0 END AS met, 0 AS exc
FROM (SELECT o.org AS owner, o.*, coalesce(o.due_on, plus_days(o.received_on, p.answer_days)) AS due
      FROM p, opinion o WHERE o.channel <> 'supervisor'), p
WHERE due >= p.a AND due < p.b
