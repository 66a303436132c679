//! Continuous stays: longest runs of rows of one person in one organisation (and, of posts, one role) that touch.

use crate::sql::{
    Measuring, Said,
    dialect::name,
    expression::At,
    organisations::{common, overlap},
    refuse,
};
use changxiao_core::definition::{Began, Stand};

impl<'m> Measuring<'m> {
    /// Items that are stays, or persons.
    pub(super) fn stays(&mut self) -> Said<()> {
        let kind = self.population();
        let (Some(span), Some(unit), Some(person)) = (&kind.span, &kind.unit_field, kind.key.first()) else {
            return refuse("sql-field", &kind.kind);
        };
        let keys: Vec<&String> = kind.key.iter().filter(|field| **field != span.from).collect();
        self.runs(&keys);
        self.stay_rows();
        let (stay, candidate) = (self.rows.own("stay"), self.rows.own("candidate"));
        self.one_row_each(&stay, (unit, person));
        let preferred = self.preferred(&stay)?;
        let dialect = self.script.dialect;
        let number = dialect.text("s.of_person");
        let (window_from, window_to) = match self.measure.population.rows {
            Stand::Overlapping => ("s.first_day", "s.day_to"),
            _ => ("a.period_from", "a.period_to"),
        };
        self.script.step(
            &candidate,
            "stays of those who are asked; a person's stays in one organisation are numbered",
            format!(
                "SELECT s.world, a.period_from, a.period_to, a.owner,\n  \
                 s.person || CASE WHEN s.of_person > 1 THEN ' ' || {number} ELSE '' END AS subject,\n  \
                 s.row_id, s.run_id, a.last_day AS due, s.stay_from, {window_from} AS window_from, {window_to} AS window_to\n\
                 FROM {preferred} AS s\nJOIN asked AS a ON a.owner = s.owner AND a.period_from = s.period_from"
            ),
        );
        let dated = self.made_due(candidate)?;
        self.numbered(&dated);
        Ok(())
    }

    /// `stay_run`: rows numbered by the run they belong to; runs are numbered in the order of their keys.
    fn runs(&mut self, keys: &[&String]) {
        let (read, runs) = (self.rows.read_of(&self.population().kind), self.rows.own("stay_run"));
        let dialect = self.script.dialect;
        let columns = keys.iter().map(|key| name(key)).collect::<Vec<_>>().join(", ");
        let ordered = keys.iter().map(|key| dialect.in_bytes(&name(key))).collect::<Vec<_>>().join(", ");
        let over = format!(
            "OVER (PARTITION BY world, {columns} ORDER BY state_from, state_to, row_id ROWS BETWEEN UNBOUNDED PRECEDING AND"
        );
        self.script.step(
            &runs,
            "rows of continuous stays: a row that begins after all before it have ended begins a new one",
            format!(
                "SELECT world, {columns}, row_id, state_from AS day_from, state_to AS day_to,\n  \
                 MIN(state_from) OVER (PARTITION BY world, {columns}, nth) AS stay_from,\n  \
                 DENSE_RANK() OVER (ORDER BY world, {ordered}, nth) AS run_id\nFROM (\n  \
                 SELECT r.*, SUM(CASE WHEN reached >= state_from THEN 0 ELSE 1 END) {over} CURRENT ROW) AS nth\n  \
                 FROM (\n    \
                 SELECT s.*, MAX(state_to) {over} 1 PRECEDING) AS reached\n    \
                 FROM {read} AS s CROSS JOIN run WHERE s.state_from <= run.as_of\n  ) AS r\n) AS numbered"
            ),
        );
    }

    /// `stay_row`: their rows in each period, cut to it.
    fn stay_rows(&mut self) {
        let (runs, rows) = (self.rows.own("stay_run"), self.rows.own("stay_row"));
        let (from, to) = common(&self.script, ("r", "p"));
        let kind = self.population();
        let columns = kind.key.iter().filter(|field| kind.span.as_ref().is_some_and(|span| span.from != **field));
        let columns = columns.map(|key| format!("r.{}", name(key))).collect::<Vec<_>>().join(", ");
        let touches = match self.measure.population.rows {
            Stand::DayBefore => "r.day_from < p.day_to AND r.day_to >= p.day_from".to_owned(),
            _ => overlap("r", "p"),
        };
        self.script.step(
            &rows,
            "rows of stays that have a day in the period",
            format!(
                "SELECT r.world, r.run_id, r.row_id, {columns}, r.stay_from, r.day_from AS begun, r.day_to AS ended,\n  \
                 p.day_from AS period_from, p.day_to AS period_to, p.last_day, {from} AS day_from, {to} AS day_to\n\
                 FROM {runs} AS r\nJOIN period AS p ON {touches}"
            ),
        );
    }

    /// `stay`: each run with its last row in the period.
    fn one_row_each(&mut self, stay: &str, (unit, person): (&str, &str)) {
        let never = self.script.dialect.never();
        let (unit, person) = (name(unit), name(person));
        let (there, on_last_day) = match self.measure.population.rows {
            Stand::Overlapping => ("", ""),
            Stand::OnFirstDay => (" WHERE r.begun <= r.period_from AND r.ended > r.period_from", ""),
            Stand::DayBefore => (" WHERE r.begun < r.period_from AND r.ended >= r.period_from", ""),
            _ => ("", " AND day_to = period_to"),
        };
        self.script.step(
            stay,
            "each stay with its last row in the period",
            format!(
                "SELECT s.world, s.run_id, s.row_id, s.{person} AS person, s.{unit} AS owner, s.stay_from, s.period_from, s.last_day,\n  \
                 s.first_day, s.day_to,\n  \
                 ROW_NUMBER() OVER (PARTITION BY world, period_from, {unit}, {person} ORDER BY run_id) AS of_person\n\
                 FROM (\n  \
                 SELECT r.*, MIN(day_from) OVER (PARTITION BY world, period_from, run_id) AS first_day,\n    \
                 ROW_NUMBER() OVER (PARTITION BY world, period_from, run_id ORDER BY day_to DESC, day_from DESC, begun DESC,\n      \
                 CASE WHEN ended = {never} THEN 0 ELSE 1 END DESC, ended DESC, row_id DESC) AS from_last\n  FROM {} AS r{there}\n\
                 ) AS s\nWHERE from_last = 1{on_last_day}",
                self.rows.own("stay_row")
            ),
        );
    }

    /// Of a person with several stays the one that stands for the person, if persons are counted.
    fn preferred(&mut self, stay: &str) -> Said<String> {
        let measure = self.measure;
        let Some((conditions, began)) = &measure.prefer else { return Ok(stay.to_owned()) };
        let kind = self.population();
        let mut at = At::new(kind, "r", "s.world", "s.last_day");
        let mut order = Vec::new();
        for condition in conditions {
            let truth = self.truth(&condition.checked, &mut at)?;
            order.push(format!("CASE WHEN {truth} THEN 0 ELSE 1 END"));
        }
        order.push(if *began == Began::Latest { "s.stay_from DESC" } else { "s.stay_from" }.to_owned());
        order.push(self.script.dialect.in_bytes("s.owner"));
        order.push("s.run_id".to_owned());
        let in_each = measure.population.per_person.as_ref().is_some_and(|per_person| per_person.in_each_organisation);
        let owner = if in_each { ", s.owner" } else { "" };
        let (person, read) = (self.rows.own("person"), self.rows.read_of(&kind.kind));
        self.script.step(
            &person,
            "of a person with several stays the one that stands for the person",
            format!(
                "SELECT * FROM (\n  SELECT s.*, ROW_NUMBER() OVER (PARTITION BY s.world, s.period_from, s.person{owner}\n    \
                 ORDER BY {}) AS place\n  FROM {stay} AS s\n  \
                 JOIN {read} AS r ON r.world = s.world AND r.row_id = s.row_id\n  {}) AS ranked\nWHERE place = 1",
                order.join(", "),
                at.joined()
            ),
        );
        Ok(person)
    }
}
