-- 1.6 stock by stays: the owner's items count if its roll is known on z, else open = 1 and nothing else
CREATE TEMP TABLE gated AS
SELECT i.* FROM items i LEFT JOIN roll_on_z r ON r.org = i.owner WHERE r.ok IS NULL OR r.ok
UNION ALL
SELECT org, 'roll not known', (SELECT z FROM p), 0, NULL, 0, 0, 0 FROM roll_on_z WHERE NOT ok;
