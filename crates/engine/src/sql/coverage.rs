//! Coverage as steps: on which days a register is complete for an organisation. Days on which an organisation is not in
//! force, and days after as_of, ask for nothing: they count as covered, so that one stretch of `covered` holds what is asked.

use super::{
    organisations::{common, overlap},
    script::Script,
};

impl Script {
    /// `covered`: per kind of register and organisation. And `voice`: whose coverage is that of a department.
    pub(super) fn coverage(&mut self) {
        if self.has("covered") {
            return;
        }
        self.above();
        self.departments();
        self.speakers();
        self.asks_for_nothing();
        let next = self.dialect.add_days("c.last_day", "1");
        self.step(
            "statement",
            "what is stated about coverage by as_of; what an office states about a register of its own replaces what files say",
            format!(
                "SELECT c.kind, c.org, c.scope, c.first_day AS day_from, {next} AS day_to\nFROM coverage AS c CROSS JOIN run\n\
                 LEFT JOIN (SELECT DISTINCT s.kind, s.org FROM coverage AS s CROSS JOIN run\n  \
                 WHERE s.stated_by = 'office' AND s.first_day <= run.as_of) AS own ON own.kind = c.kind AND own.org = c.org\n\
                 WHERE c.first_day <= c.last_day AND c.first_day <= run.as_of\n  \
                 AND (own.org IS NULL OR c.stated_by = 'office')"
            ),
        );
        let (from, to) = common(self, ("s", "p"));
        self.step(
            "covering",
            "days covered by an organisation's own statements, by those above it, and days that ask for nothing",
            format!(
                "SELECT kind, org, day_from, day_to FROM statement\nUNION ALL\n\
                 SELECT s.kind, p.org, {from}, {to}\nFROM statement AS s\n\
                 JOIN speaker AS p ON p.speaker = s.org AND {}\nWHERE s.scope = 'subtree'\nUNION ALL\n\
                 SELECT k.kind, n.org, n.day_from, n.day_to\n\
                 FROM (SELECT DISTINCT kind FROM statement) AS k CROSS JOIN nothing_asked AS n",
                overlap("s", "p")
            ),
        );
        self.islands(("covered", "kind, org"), "on which days a register is complete for an organisation", "covering");
        self.islands(("idle", "org"), "stretches that ask for nothing, whatever the register", "nothing_asked");
        self.voices();
    }

    fn speakers(&mut self) {
        let (from, to) = common(self, ("seat", "a"));
        self.step(
            "speaker",
            "whose statements about all below speak for an organisation: those above it, its seat, the units above the seat",
            format!(
                "SELECT org, above AS speaker, day_from, day_to FROM above WHERE steps > 0\nUNION ALL\n\
                 SELECT seat.org, seat.seat, seat.day_from, seat.day_to\nFROM seat WHERE seat.org <> seat.seat\nUNION ALL\n\
                 SELECT seat.org, a.above, {from}, {to}\nFROM seat\n\
                 JOIN above AS a ON a.org = seat.seat AND a.steps > 0 AND {}\nWHERE seat.org <> seat.seat",
                overlap("seat", "a")
            ),
        );
    }

    fn asks_for_nothing(&mut self) {
        let (always, never) = (self.dialect.before_all(), self.dialect.never());
        let after = self.dialect.add_days("run.as_of", "1");
        self.islands(("life", "org"), "on which days an organisation is in force", "state");
        self.step(
            "nothing_asked",
            "days that ask for nothing: those on which an organisation is not in force, and those after as_of",
            format!(
                "SELECT org, {always} AS day_from, MIN(day_from) AS day_to FROM life GROUP BY org\nUNION ALL\n\
                 SELECT org, day_to, COALESCE(LEAD(day_from) OVER (PARTITION BY org ORDER BY day_from), {never})\n\
                 FROM life\nUNION ALL\n\
                 SELECT o.org, {after}, {never} FROM organisation AS o CROSS JOIN run"
            ),
        );
    }

    fn voices(&mut self) {
        let (always, never) = (self.dialect.before_all(), self.dialect.never());
        let (from, to) = common(self, ("d", "s"));
        self.step(
            "voice",
            "whose coverage counts: one's own; for a department also that of leading groups and organ committees seated there",
            format!(
                "SELECT org, org AS voice, {always} AS day_from, {never} AS day_to FROM organisation\nUNION ALL\n\
                 SELECT d.unit, s.org, {from}, {to}\nFROM department AS d\nJOIN seat AS s ON s.seat = d.unit AND {}\n\
                 JOIN organisation AS c ON c.org = s.org AND c.kind IN ('leading-group', 'organ-committee')",
                overlap("d", "s")
            ),
        );
    }

    /// `name_gap`: the items for which a register is not covered on all days of `name_asked(item_id, org, day_from, day_to,
    /// last_day)`: for everybody there, or, if one is enough, for nobody there.
    pub(super) fn gaps(&mut self, name: &str, register: &str, one_is_enough: bool) {
        if register == "org" {
            self.step(
                &format!("{name}_gap"),
                "the list of organisations has no coverage of its own",
                format!("SELECT item_id FROM {name}_asked WHERE 1 = 0"),
            );
            return;
        }
        self.coverage();
        let kind = super::dialect::literal(&register.replace('_', "-"));
        self.step(
            &format!("{name}_voice"),
            "whom one asks for the sheet, and on how many stretches it is missing",
            format!(
                "SELECT a.item_id, a.org, v.voice, \n  \
                 SUM(CASE WHEN c.org IS NULL AND n.org IS NULL THEN 1 ELSE 0 END) AS gaps\n\
                 FROM {name}_asked AS a\n\
                 JOIN voice AS v ON v.org = a.org AND v.day_from <= a.last_day AND a.last_day < v.day_to\n\
                 LEFT JOIN covered AS c ON c.kind = {kind} AND c.org = v.voice\n  \
                 AND c.day_from <= a.day_from AND a.day_to <= c.day_to\n\
                 LEFT JOIN idle AS n ON n.org = v.voice AND n.day_from <= a.day_from AND a.day_to <= n.day_to\n\
                 WHERE a.day_from < a.day_to\nGROUP BY a.item_id, a.org, v.voice"
            ),
        );
        let worst = if one_is_enough { "MIN" } else { "MAX" };
        self.step(
            &format!("{name}_gap"),
            "items for which the register is not covered on all of these days",
            format!(
                "SELECT item_id\nFROM (\n  \
                 SELECT a.item_id, CASE WHEN a.org IS NULL THEN 1 ELSE COALESCE(MIN(v.gaps), 0) END AS gaps\n  \
                 FROM (SELECT DISTINCT item_id, org FROM {name}_asked WHERE day_from < day_to) AS a\n  \
                 LEFT JOIN {name}_voice AS v ON v.item_id = a.item_id AND v.org = a.org\n  GROUP BY a.item_id, a.org\n\
                 ) AS by_org\nGROUP BY item_id\nHAVING {worst}(gaps) > 0"
            ),
        );
    }
}
