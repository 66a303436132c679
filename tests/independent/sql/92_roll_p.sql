-- T07: the same over all of P
CREATE TEMP TABLE gated AS
SELECT i.* FROM items i LEFT JOIN roll_in_p r ON r.org = i.owner WHERE r.ok IS NULL OR r.ok
UNION ALL
SELECT org, 'roll not known', (SELECT z FROM p), 0, NULL, 0, 0, 0 FROM roll_in_p WHERE NOT ok;
