//! Dated records: one item a record, or one for each step of months after its day, by the day on which it is due.

use crate::sql::{
    Measuring, Said,
    dialect::{literal, name},
    expression::At,
    refuse,
};
use changxiao_core::{
    contract::Kind,
    definition::{Each, Stand},
};

impl<'m> Measuring<'m> {
    /// Items that are records.
    pub(super) fn records(&mut self) -> Said<()> {
        let kind = self.population();
        let Some(unit) = self.measure.population.owner.as_ref().or(kind.unit_field.as_ref()) else {
            return refuse("sql-departments-of-undated", &kind.kind);
        };
        let (record, dated) = (self.rows.own("record"), self.rows.own("dated"));
        self.undated(&record, unit);
        let due = self.due()?;
        let measure = self.measure;
        let owner = match &measure.population.owner_by_latest {
            None => dated.clone(),
            Some(_) => self.rows.own("owned"),
        };
        self.script.step(
            &dated,
            "records with the day on which they are due",
            format!("SELECT i.world, i.row_id, i.owner, i.subject, i.period_from, i.seen_day AS stay_from, i.window_from, i.window_to,\n  {} AS due\nFROM {record} AS i\n{}", due.0, due.1),
        );
        if let Some(field) = &measure.population.owner_by_latest {
            self.owners(kind, (&dated, field, unit));
        }
        let candidate = self.rows.own("candidate");
        self.script.step(
            &candidate,
            "those that are due in the period, of those who are asked",
            format!(
                "SELECT r.world, a.period_from, a.period_to, a.owner, r.subject, r.row_id, 0 AS run_id, r.due, r.stay_from,\n  \
                 r.window_from, r.window_to\nFROM {owner} AS r\n\
                 JOIN asked AS a ON a.owner = r.owner AND a.period_from = r.period_from\n\
                 WHERE a.period_from <= r.due AND r.due < a.period_to"
            ),
        );
        self.numbered(&candidate);
        Ok(())
    }

    /// The seen records in each period; of steps those that end in it.
    fn undated(&mut self, record: &str, unit: &str) {
        let (read, dialect) = (self.rows.read_of(&self.population().kind), self.script.dialect);
        let unit = name(unit);
        let Some(Each::Months(months)) = self.measure.population.each else {
            let due = if self.measure.population.rows == Stand::Standing { "p.last_day" } else { "r.seen_day" };
            self.script.step(
                record,
                "seen records, in each period",
                format!(
                    "SELECT r.*, r.{unit} AS owner, r.record_key AS subject, {due} AS due, r.seen_day AS stay_from,\n  \
                     p.day_from AS period_from, p.day_to AS period_to, p.day_from AS window_from, p.day_to AS window_to\n\
                     FROM {read} AS r CROSS JOIN period AS p\nWHERE r.is_seen AND r.seen_day IS NOT NULL"
                ),
            );
            return;
        };
        let steps = format!("{record}_step");
        let later = |times: &str| dialect.add_months("seen_day", &format!("{months} * ({times})"));
        self.script.recursive(
            (&steps, "world, row_id, seen_day, nth, due, period_to"),
            &format!("steps of {months} month(s) after the day of each record"),
            format!(
                "SELECT r.world, r.row_id, r.seen_day, 1, {}, run.period_to FROM {read} AS r CROSS JOIN run\n\
                 WHERE r.is_seen AND r.seen_day IS NOT NULL\nUNION ALL\n\
                 SELECT world, row_id, seen_day, nth + 1, {}, period_to FROM {steps} WHERE due < period_to",
                dialect.add_months("r.seen_day", &months.to_string()),
                later("nth + 1")
            ),
        );
        let before = dialect.add_days(&dialect.add_months("s.seen_day", &format!("{months} * (s.nth - 1)")), "1");
        let (nth, after) = (dialect.text("s.nth"), dialect.add_days("s.due", "1"));
        self.script.step(
            record,
            "steps that end in the period; their windows begin after the step before",
            format!(
                "SELECT r.*, r.{unit} AS owner, r.record_key || ' ' || {nth} AS subject, s.due, r.seen_day AS stay_from,\n  \
                 p.day_from AS period_from, p.day_to AS period_to,\n  \
                 CASE WHEN s.nth = 1 THEN r.seen_day ELSE {before} END AS window_from, {after} AS window_to\n\
                 FROM {read} AS r\nJOIN {steps} AS s ON s.world = r.world AND s.row_id = r.row_id\n\
                 JOIN period AS p ON p.day_from <= s.due AND s.due < p.day_to"
            ),
        );
    }

    /// The day on which a record is due, and the joins it needs; without one it is no item.
    fn due(&mut self) -> Said<(String, String)> {
        let measure = self.measure;
        let Some(written) = &measure.due else { return Ok(("i.due".to_owned(), String::new())) };
        let mut at = At::new(self.population(), "i", "i.world", "i.due");
        let due = self.scalar(&written.checked, &mut at)?;
        if measure.population.owner_by_latest.is_some() && at.joins.iter().any(|join| join.contains("i.owner")) {
            return refuse("sql-due-by-owner", &written.text);
        }
        let comes = due.day_that_comes(self.script.dialect);
        Ok((comes, at.joined()))
    }

    /// `owned`: the owner is the organisation of the latest record alike up to the due day (of one day, the one whose code
    /// stands later in the contract).
    fn owners(&mut self, kind: &Kind, (dated, field, unit): (&str, &str, &str)) {
        let (read, field, unit) = (self.rows.read_of(&kind.kind), name(field), name(unit));
        let place = |coded: &changxiao_core::contract::Field| {
            let codes = coded.codes.iter().enumerate();
            let places: String =
                codes.map(|(place, code)| format!(" WHEN {} THEN {place}", literal(&code.code))).collect();
            format!("CASE o.{}{places} ELSE -1 END DESC", name(&coded.id))
        };
        let coded: Vec<String> = kind.fields.iter().filter(|field| !field.codes.is_empty()).map(place).collect();
        let order: Vec<String> =
            ["o.seen_day DESC".to_owned()].into_iter().chain(coded).chain(["o.row_id DESC".to_owned()]).collect();
        self.script.step(
            &self.rows.own("owned"),
            "records with their owner: that of the latest record alike up to the due day",
            format!(
                "SELECT world, row_id, latest AS owner, subject, period_from, stay_from, window_from, window_to, due\n\
                 FROM (\n  \
                 SELECT d.*, o.{unit} AS latest, ROW_NUMBER() OVER (PARTITION BY d.world, d.row_id, d.period_from, d.subject\n    \
                 ORDER BY {}) AS place\n  FROM {dated} AS d\n  \
                 JOIN {read} AS r ON r.world = d.world AND r.row_id = d.row_id\n  \
                 JOIN {read} AS o ON o.world = d.world AND o.{field} = r.{field} AND o.is_seen AND o.seen_day <= d.due\n\
                 ) AS ranked\nWHERE place = 1",
                order.join(", ")
            ),
        );
    }
}
