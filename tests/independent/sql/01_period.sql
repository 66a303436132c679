-- Views that depend on the period (the table p).
-- stays in force on z with the state of the row in force on z
CREATE TABLE stay_z AS
SELECT s.person, s.org, s.beg, s.fin, m.valid_from, m.unit, m.status, m.admitted_on, m.birth_month, m."rank" AS rank,
       m.relieved_from, m.relieved_to, m.transfer_since
FROM p JOIN stay s ON s.beg <= p.z AND p.z < s.fin
JOIN mrow m ON m.person = s.person AND m.org = s.org AND m.valid_from <= p.z AND p.z < m.until
           AND m.valid_from >= s.beg AND m.until <= s.fin;
CREATE INDEX stay_z_p ON stay_z(person);

-- stock on z: is the roll of this keeper known on z? (a general branch or committee without stays on z: yes)
CREATE TABLE roll_on_z AS
SELECT k.org, (covered('member', k.org, p.z, p.b)
   OR (k.kind <> 'branch' AND NOT EXISTS (SELECT 1 FROM stay_z s WHERE s.org = k.org))) AS ok
FROM p, roll_keeper k;

-- the same over all of P
CREATE TABLE roll_in_p AS
SELECT k.org, (covered('member', k.org, p.a, p.b)
   OR (k.kind <> 'branch' AND NOT EXISTS (SELECT 1 FROM stay s WHERE s.org = k.org AND s.beg < p.b AND s.fin > p.a))) AS ok
FROM p, roll_keeper k;
