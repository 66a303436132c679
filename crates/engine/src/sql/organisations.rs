//! Organisations through time as steps: their lives, the tree, seats, departments and their reach. Every fact has the days
//! on which it holds, so that a day is looked up by comparing it with two columns.

use super::script::Script;

/// The days that two stretches have in common.
pub(super) fn common(script: &Script, (a, b): (&str, &str)) -> (String, String) {
    let dialect = script.dialect;
    let from = dialect.greatest(&format!("{a}.day_from"), &format!("{b}.day_from"));
    (from, dialect.least(&format!("{a}.day_to"), &format!("{b}.day_to")))
}

/// A condition: two stretches have a day in common.
pub(super) fn overlap(a: &str, b: &str) -> String {
    format!("{a}.day_from < {b}.day_to AND {b}.day_from < {a}.day_to")
}

/// A condition: a day lies in a stretch.
pub(super) fn holds(stretch: &str, day: &str) -> String {
    format!("{stretch}.day_from <= {day} AND {day} < {stretch}.day_to")
}

impl Script {
    /// `organisation`, `organisation_state`, `state`: who exists, and how each stands on which days.
    pub(super) fn organisations(&mut self) {
        if self.has("organisation") {
            return;
        }
        let dialect = self.dialect;
        let (never, order) = (dialect.never(), dialect.in_bytes("o.org"));
        self.step(
            "organisation_row",
            "rows of the organisation list, numbered in the order of the contract",
            format!(
                "SELECT o.org, o.kind, o.parent, o.serves, o.valid_from AS day_from,\n  \
                 CASE WHEN o.valid_to <= run.as_of THEN o.valid_to ELSE {never} END AS day_to,\n  \
                 ROW_NUMBER() OVER (ORDER BY {order}, o.valid_from) AS row_id, run.as_of\n\
                 FROM org AS o CROSS JOIN run"
            ),
        );
        self.step(
            "organisation_state",
            "states seen at as_of, numbered from the opening; known_to: the last day an earlier one reaches",
            "SELECT org, kind, parent, serves, day_from, day_to, row_id,\n  \
             ROW_NUMBER() OVER (PARTITION BY org ORDER BY day_from, row_id) AS nth,\n  \
             COUNT(*) OVER (PARTITION BY org) AS states,\n  \
             MAX(day_to) OVER (PARTITION BY org ORDER BY day_from, row_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS known_to\n\
             FROM organisation_row\nWHERE day_from <= as_of",
        );
        self.step(
            "organisation",
            "the life of each organisation",
            "SELECT first.org, first.kind, first.day_from AS opened, last.day_to AS closed\n\
             FROM organisation_state AS first\n\
             JOIN organisation_state AS last ON last.org = first.org AND last.nth = last.states\n\
             WHERE first.nth = 1",
        );
        let from = dialect.greatest("s.day_from", "COALESCE(s.known_to, s.day_from)");
        self.step(
            "state",
            "the state of each organisation on each day: at most one",
            format!(
                "SELECT s.org, s.kind, p.org AS parent, s.serves, {from} AS day_from, s.day_to\n\
                 FROM organisation_state AS s\n\
                 LEFT JOIN organisation AS p ON p.org = s.parent\n\
                 WHERE s.known_to IS NULL OR s.known_to < s.day_to"
            ),
        );
    }

    /// `above`: each organisation and those above it in its tree, with the number of steps; a circle ends where it closes.
    pub(super) fn above(&mut self) {
        if self.has("above") {
            return;
        }
        self.organisations();
        let (from, to) = common(self, ("a", "s"));
        let (first, next) = (self.dialect.text("'|' || org || '|'"), self.dialect.text("a.path || s.parent || '|'"));
        let overlap = overlap("a", "s");
        self.recursive(
            ("above", "org, above, steps, day_from, day_to, path"),
            "each organisation and those above it in its tree, by the days on which they are",
            format!(
                "SELECT org, org, 0, day_from, day_to, {first} FROM state\nUNION ALL\n\
                 SELECT a.org, s.parent, a.steps + 1, {from}, {to}, {next}\n\
                 FROM above AS a\nJOIN state AS s ON s.org = a.above AND {overlap}\n\
                 WHERE s.parent IS NOT NULL AND REPLACE(a.path, '|' || s.parent || '|', '') = a.path"
            ),
        );
    }

    /// `seat`: of a unit itself, of a Party organisation the first unit it serves; `served`: all units it serves.
    pub(super) fn seats(&mut self) {
        if self.has("seat") {
            return;
        }
        self.organisations();
        let dialect = self.dialect;
        let (from, to) = common(self, ("a", "s"));
        let (first, next) = (dialect.text("'|' || org || '|'"), dialect.text("a.path || s.parent || '|'"));
        let both = overlap("a", "s");
        self.recursive(
            ("serving", "org, said_by, day_from, day_to, path"),
            "who says which units an organisation serves: itself, or else the nearest above that names some",
            format!(
                "SELECT org, org, day_from, day_to, {first} FROM state\nUNION ALL\n\
                 SELECT a.org, s.parent, {from}, {to}, {next}\n\
                 FROM serving AS a\nJOIN state AS s ON s.org = a.said_by AND {both}\n\
                 WHERE s.serves IS NULL AND s.parent IS NOT NULL AND REPLACE(a.path, '|' || s.parent || '|', '') = a.path"
            ),
        );
        let (unit, rest) = (dialect.before_semicolon("rest"), dialect.after_semicolon("rest"));
        let (list, number) = (dialect.text("s.serves || ';'"), "nth + 1");
        self.recursive(
            ("served", "org, nth, unit, rest, day_from, day_to"),
            "the units that each organisation serves, in their order",
            format!(
                "SELECT a.org, 0, {}, {list}, {from}, {to}\n\
                 FROM serving AS a\nJOIN state AS s ON s.org = a.said_by AND {both}\nWHERE s.serves IS NOT NULL\nUNION ALL\n\
                 SELECT org, {number}, {}, {}, day_from, day_to FROM served WHERE rest <> ''",
                dialect.text("''"),
                dialect.text(&unit),
                dialect.text(&rest)
            ),
        );
        let (always, never) = (dialect.before_all(), dialect.never());
        self.step(
            "seat",
            "the seat of each organisation: of a unit itself, of a Party organisation the first unit it serves",
            format!(
                "SELECT org, org AS seat, {always} AS day_from, {never} AS day_to FROM organisation WHERE kind = 'unit'\n\
                 UNION ALL\n\
                 SELECT s.org, s.unit, s.day_from, s.day_to\nFROM served AS s\n\
                 JOIN organisation AS o ON o.org = s.org AND o.kind <> 'unit'\n\
                 JOIN organisation AS u ON u.org = s.unit\nWHERE s.nth = 1"
            ),
        );
    }

    /// `department`: units that are the seat of an organ committee.
    pub(super) fn departments(&mut self) {
        if self.has("department") {
            return;
        }
        self.seats();
        let (from, to) = common(self, ("seat", "u"));
        let both = overlap("seat", "u");
        self.step(
            "department_seat",
            "units in force that are the seat of an organ committee in force",
            format!(
                "SELECT u.org AS unit, {from} AS day_from, {to} AS day_to\nFROM seat\n\
                 JOIN organisation AS c ON c.org = seat.org AND c.kind = 'organ-committee'\n\
                 JOIN state AS u ON u.org = seat.seat AND u.kind = 'unit' AND {both}"
            ),
        );
        self.islands(("department", "unit"), "on which days a unit is a department", "department_seat");
    }

    /// `reached`: who is in the reach of a unit: its seat is the unit or below it, and no lower department stands between.
    pub(super) fn reach(&mut self) {
        if self.has("reached") {
            return;
        }
        self.departments();
        let (always, never) = (self.dialect.before_all(), self.dialect.never());
        self.step(
            "no_department",
            "on which days an organisation is no department",
            format!(
                "SELECT org, day_from, day_to\nFROM (\n  \
                 SELECT o.org, {always} AS day_from, COALESCE(MIN(d.day_from), {never}) AS day_to\n  \
                 FROM organisation AS o LEFT JOIN department AS d ON d.unit = o.org GROUP BY o.org\n  UNION ALL\n  \
                 SELECT unit, day_to, COALESCE(LEAD(day_from) OVER (PARTITION BY unit ORDER BY day_from), {never})\n  \
                 FROM department\n) AS gap\nWHERE day_from < day_to"
            ),
        );
        let dialect = self.dialect;
        let (from, to) = common(self, ("w", "s"));
        let (from, to) = (dialect.greatest(&from, "n.day_from"), dialect.least(&to, "n.day_to"));
        let (first, next) = (dialect.text("'|' || org || '|'"), dialect.text("w.path || s.parent || '|'"));
        let (state, free) = (overlap("w", "s"), overlap("w", "n"));
        self.recursive(
            ("way", "org, unit, day_from, day_to, path"),
            "the way up from each organisation that ends at the lowest department",
            format!(
                "SELECT org, org, {always}, {never}, {first} FROM organisation\nUNION ALL\n\
                 SELECT w.org, s.parent, {from}, {to}, {next}\nFROM way AS w\n\
                 JOIN state AS s ON s.org = w.unit AND {state}\n\
                 JOIN no_department AS n ON n.org = w.unit AND {free} AND {}\n\
                 WHERE s.parent IS NOT NULL AND REPLACE(w.path, '|' || s.parent || '|', '') = w.path",
                overlap("s", "n")
            ),
        );
        let (from, to) = common(self, ("seat", "w"));
        let (from, to) = (dialect.greatest(&from, "o.day_from"), dialect.least(&to, "o.day_to"));
        self.step(
            "reached",
            "who is in the reach of a unit: seated at it or below it, with no lower department between",
            format!(
                "SELECT o.org, w.unit AS reached_from, {from} AS day_from, {to} AS day_to\nFROM state AS o\n\
                 JOIN seat ON seat.org = o.org AND {}\nJOIN way AS w ON w.org = seat.seat AND {} AND {}",
                overlap("seat", "o"),
                overlap("w", "o"),
                overlap("w", "seat")
            ),
        );
    }

    /// `within`: each organisation and those at or above it; itself on all days.
    pub(super) fn within(&mut self) {
        if self.has("at_or_above") {
            return;
        }
        self.above();
        let (always, never) = (self.dialect.before_all(), self.dialect.never());
        self.step(
            "at_or_above",
            "each organisation, itself on all days, and those above it",
            format!(
                "SELECT DISTINCT org, org AS above, {always} AS day_from, {never} AS day_to FROM org\nUNION ALL\n\
                 SELECT org, above, day_from, day_to FROM above WHERE steps > 0"
            ),
        );
    }
}

impl Script {
    /// `around`: each organisation and those at, above or below it.
    pub(super) fn around(&mut self) {
        if self.has("around") {
            return;
        }
        self.within();
        self.step(
            "around",
            "each organisation and those at, above or below it",
            "SELECT org, above AS other, day_from, day_to FROM at_or_above\nUNION\n\
             SELECT above, org, day_from, day_to FROM at_or_above",
        );
    }
}
