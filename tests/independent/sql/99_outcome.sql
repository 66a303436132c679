-- 1.7 one item, in this order. NULL in only/out/met/exc is "not known". Only owners in force on a day of P (1.9).
SELECT g.owner, g.item, CASE
    WHEN g.only IS NULL THEN 'open'
    WHEN plus_days(g.due, g.grace) > p.asof THEN 'pending'
    WHEN g.out = 1 THEN 'excluded'
    WHEN g.out IS NULL THEN 'open'
    WHEN g.met = 1 THEN 'num'
    WHEN g.met = 0 AND g.exc = 1 THEN 'excepted'
    WHEN g.met = 0 AND g.exc IS NULL THEN 'open'
    WHEN g.met = 0 THEN 'den'
    WHEN g.exc = 0 THEN 'unk'
    ELSE 'open' END AS outcome
FROM gated g, p JOIN org_life l ON l.org = g.owner AND l.opened < p.b AND l.closed > p.a
WHERE g.only IS NULL OR g.only <> 0;
