//! Which items there are, as steps: who is asked in which period, occasions of organisations, organisations, continuous
//! stays, dated records. The meaning is that of the evaluator's `population`.

mod records;
mod stays;

use super::{
    Measuring, Said,
    dialect::{literal, name},
    expression::At,
    organisations::{holds, overlap},
    refuse,
};
use changxiao_core::{
    contract::Kind,
    day::Calendar,
    definition::{Each, Stand},
    measure::{DEPARTMENT, Measure},
};

/// Kinds of organisation that keep a roll only if somebody is on it.
pub(super) const MAY_KEEP_A_ROLL: &str = "('general-branch', 'organ-committee', 'work-committee')";

impl<'m> Measuring<'m> {
    /// The kind of register of the population.
    pub(super) fn population(&self) -> &'m Kind {
        self.kind
    }

    /// `calendar_N`: the calendar periods of N months that lie wholly in the run's period.
    pub(super) fn calendar(&mut self, calendar: Calendar) -> String {
        let months = calendar.months();
        let step = format!("calendar_{months}");
        if !self.script.has(&step) {
            let dialect = self.script.dialect;
            let begin = dialect.first_of_year("period_from");
            let (first, next) =
                (dialect.add_months(&begin, &months.to_string()), dialect.add_months("day_to", &months.to_string()));
            let counted = format!("{step}_counted");
            self.script.recursive(
                (&counted, "day_from, day_to, period_to"),
                &format!("calendar periods of {months} month(s)"),
                format!(
                    "SELECT {begin}, {first}, period_to FROM run\nUNION ALL\n\
                     SELECT day_to, {next}, period_to FROM {counted} WHERE day_to < period_to"
                ),
            );
            let last = dialect.add_days("c.day_to", "-1");
            self.script.step(
                &step,
                "those of them that lie wholly in the period of the run",
                format!(
                    "SELECT c.day_from, c.day_to, {last} AS last_day\nFROM {counted} AS c CROSS JOIN run\n\
                     WHERE run.period_from <= c.day_from AND c.day_to <= run.period_to"
                ),
            );
        }
        step
    }

    /// `asked`: which organisations are asked in which periods.
    pub(super) fn asked(&mut self, measures: &[Measure], calendar: Calendar) -> Said<()> {
        self.script.organisations();
        let period = self.calendar(calendar);
        self.script.step(
            "period",
            "the periods for which the indicator is computed",
            format!("SELECT * FROM {period}"),
        );
        let mut who: Vec<String> = Vec::new();
        for measure in measures {
            let population = &measure.population;
            let kinds: Vec<String> =
                population.owners.iter().filter(|kind| *kind != DEPARTMENT).map(|kind| literal(kind)).collect();
            let select = "SELECT DISTINCT s.org AS owner, p.day_from AS period_from, p.day_to AS period_to, p.last_day";
            let in_force = format!("FROM period AS p JOIN state AS s ON {}", overlap("s", "p"));
            if !kinds.is_empty() {
                who.push(format!("{select}\n{in_force} AND s.kind IN ({})", kinds.join(", ")));
            }
            if population.owners.iter().any(|owner| owner == DEPARTMENT) {
                let Some(kind) = self.rows.contract.kind(&population.register) else {
                    return refuse("sql-field", &population.register);
                };
                who.extend(self.departments_asked((select, &in_force), kind)?);
            }
        }
        who.dedup();
        self.script.step("asked", "who is asked in which period", who.join("\nUNION\n"));
        Ok(())
    }

    fn departments_asked(&mut self, (select, in_force): (&str, &str), kind: &Kind) -> Said<Vec<String>> {
        self.script.departments();
        let department = if kind.span.is_some() {
            let day = self.stand_day(("p.day_from", "p.last_day"));
            let department = holds("d", &day);
            format!("{select}\n{in_force}\nJOIN department AS d ON d.unit = s.org AND {department}")
        } else if self.measure.population.rows == Stand::Standing {
            let department = holds("d", "p.last_day");
            format!("{select}\n{in_force}\nJOIN department AS d ON d.unit = s.org AND {department}")
        } else {
            let month = self.calendar(Calendar::Month);
            format!(
                "{select}\n{in_force}\nJOIN {month} AS m ON p.day_from <= m.day_from AND m.day_to <= p.day_to\n\
                 JOIN department AS d ON d.unit = s.org AND {}",
                holds("d", "m.last_day")
            )
        };
        if kind.kind == "org" {
            return Ok(vec![department]);
        }
        let unit = self.measure.population.owner.as_ref().or(kind.unit_field.as_ref());
        let (Some(unit), Some(day)) = (unit, &kind.date_field) else {
            return refuse("sql-departments-of-undated", &kind.kind);
        };
        self.script.rows(kind);
        let first = match self.measure.population.rows {
            Stand::DayBefore => self.script.dialect.add_days("p.day_from", "-1"),
            _ => "p.day_from".to_owned(),
        };
        let seen =
            if kind.always_seen { String::new() } else { format!(" AND COALESCE(r.{} <= run.as_of, TRUE)", name(day)) };
        let stands = kind.span.as_ref().map_or_else(String::new, |span| {
            let (from, to) = (name(&span.from), name(&span.to));
            format!(" AND r.{from} < p.day_to\n  AND (r.{to} IS NULL OR r.{to} > run.as_of OR r.{to} > {first})")
        });
        let with_rows = format!(
            "{select}\n{in_force}\nCROSS JOIN run\nJOIN {}_row AS r ON r.{} = s.org AND r.is_struck = 0{seen}{stands}",
            kind.kind,
            name(unit)
        );
        Ok(vec![department, with_rows])
    }

    /// The steps that make `item`: `item_id, world, period_from, period_to, owner, subject, row_id, run_id,
    /// due, stay_from, window_from, window_to`.
    pub(super) fn items(&mut self, period: Calendar) -> Said<()> {
        self.rows.worlds(&mut self.script);
        let kind = self.population();
        self.rows.read(&mut self.script, kind);
        if self.measure.population.rows == Stand::Begun {
            return refuse("sql-begun", &kind.kind);
        }
        let has_own_days = match self.measure.population.each {
            Some(Each::Months(_) | Each::Term) => false,
            Some(Each::Calendar(_)) => kind.kind != "org",
            None => true,
        };
        if let Some(due) = self.measure.due.as_ref().filter(|_| !has_own_days) {
            return refuse("sql-due", &due.text);
        }
        match (&kind.span, self.measure.population.each) {
            (_, Some(Each::Calendar(calendar))) if kind.kind == "org" => self.occasions(calendar),
            (_, None) if kind.kind == "org" => self.organisation_items(),
            (Some(_), None) => self.stays(),
            // One item in each period of the indicator is one item.
            (Some(_), Some(Each::Calendar(calendar))) if calendar == period => self.stays(),
            (None, None | Some(Each::Months(_))) => self.records(),
            _ => refuse("sql-each", &kind.kind),
        }
    }

    /// The day of a period on which a state is looked at.
    pub(super) fn stand_day(&self, (first, last): (&str, &str)) -> String {
        match self.measure.population.rows {
            Stand::OnFirstDay => first.to_owned(),
            Stand::DayBefore => self.script.dialect.add_days(first, "-1"),
            _ => last.to_owned(),
        }
    }

    /// Items with the day on which the measure makes them due, those of the period; of organisations those in force on it.
    pub(super) fn made_due(&mut self, candidate: String) -> Said<String> {
        let Some(written) = &self.measure.due else { return Ok(candidate) };
        let mut at = At::new(self.population(), "h", "i.world", "i.due");
        let due = self.scalar(&written.checked, &mut at)?.day_that_comes(self.script.dialect);
        let row = self.item_row("h", "i.row_id");
        let in_force = match self.population().kind.as_str() {
            "org" => format!("\nJOIN state AS e ON e.org = d.owner AND {}", holds("e", "d.due")),
            _ => String::new(),
        };
        let dated = self.rows.own("dated");
        self.script.step(
            &dated,
            "with the day on which they are due",
            format!(
                "SELECT d.*\nFROM (\n  SELECT i.world, i.period_from, i.period_to, i.owner, i.subject, i.row_id, i.run_id, {due} AS due,\n    \
                 i.stay_from, i.window_from, i.window_to\n  FROM {candidate} AS i\n  {row}{}) AS d{in_force}\n\
                 WHERE d.period_from <= d.due AND d.due < d.period_to",
                at.joined()
            ),
        );
        Ok(dated)
    }

    /// The last step: items get a number.
    pub(super) fn numbered(&mut self, from: &str) {
        self.script.step(
            &self.rows.own("item"),
            "the items, numbered",
            format!(
                "SELECT ROW_NUMBER() OVER (ORDER BY world, period_from, owner, subject, row_id, due) AS item_id,\n  \
                 world, period_from, period_to, owner, subject, row_id, run_id, due, stay_from, window_from, window_to\nFROM {from}"
            ),
        );
    }

    fn occasions(&mut self, calendar: Calendar) -> Said<()> {
        let occasion = self.calendar(calendar);
        let during = format!(
            "FROM asked AS a\nJOIN {occasion} AS o ON a.period_from <= o.day_from AND o.day_to <= a.period_to\n\
             JOIN organisation AS l ON l.org = a.owner AND l.opened <= o.day_from AND l.closed >= o.day_to"
        );
        let subject = self.script.dialect.text("o.day_from");
        self.organisation_states(("occasions exist for who is in force during all of them", &during), &subject)
    }

    fn organisation_items(&mut self) -> Said<()> {
        let day = self.stand_day(("o.day_from", "o.last_day"));
        let stand = match self.measure.population.rows {
            Stand::Overlapping => String::new(),
            Stand::Throughout => " AND l.opened <= o.day_from AND l.closed >= o.day_to".to_owned(),
            _ if self.measure.due.is_some() => String::new(),
            _ => format!("\nJOIN state AS e ON e.org = o.owner AND {}", holds("e", &day)),
        };
        let during = format!(
            "FROM asked AS a\n\
             JOIN (SELECT owner, last_day, period_from AS day_from, period_to AS day_to FROM asked) AS o\n  \
             ON o.owner = a.owner AND o.day_from = a.period_from\n\
             JOIN organisation AS l ON l.org = a.owner{stand}"
        );
        self.organisation_states(("one item for each organisation and period", &during), "'organisation'")
    }

    /// The row of an item is the last state in its window.
    fn organisation_states(&mut self, (says, during): (&str, &str), subject: &str) -> Said<()> {
        let due = self.script.dialect.add_days("o.day_to", "-1");
        let (state, candidate) = (self.rows.own("item_state"), self.rows.own("candidate"));
        let (from, to) = super::organisations::common(&self.script, ("s", "o"));
        self.script.step(
            &state,
            says,
            format!(
                "SELECT a.owner, a.period_from, a.period_to, o.day_from AS window_from, o.day_to AS window_to,\n  \
                 {subject} AS subject, {due} AS due, l.opened AS stay_from, s.row_id, s.nth, {from} AS day_from, {to} AS day_to\n\
                 {during}\nJOIN organisation_state AS s ON s.org = a.owner AND {}",
                overlap("s", "o")
            ),
        );
        self.script.step(
            &candidate,
            "in each world, with the last state in its window",
            format!(
                "SELECT w.world, c.period_from, c.period_to, c.owner, c.subject, c.row_id, 0 AS run_id, c.due, c.stay_from,\n  \
                 c.window_from, c.window_to\nFROM {} AS w\nCROSS JOIN (\n  \
                 SELECT s.*, ROW_NUMBER() OVER (PARTITION BY owner, window_from, window_to ORDER BY nth DESC) AS from_last FROM {state} AS s\n\
                 ) AS c\nWHERE c.from_last = 1",
                self.rows.own("world")
            ),
        );
        let dated = self.made_due(candidate)?;
        self.numbered(&dated);
        Ok(())
    }

    /// The step with the stretches of each item: `item_id, row_id, day_from, day_to`.
    pub(super) fn stretches(&mut self) -> String {
        let step = self.rows.own("stretch");
        if !self.script.has(&step) {
            let item = self.rows.own("item");
            let query = match (&self.population().span, self.population().kind.as_str()) {
                (_, "org") => format!(
                    "SELECT i.item_id, s.row_id, s.day_from, s.day_to\nFROM {item} AS i\nJOIN {} AS s ON s.owner = i.owner \
                     AND s.window_from = i.window_from AND s.window_to = i.window_to",
                    self.rows.own("item_state")
                ),
                (Some(_), _) => format!(
                    "SELECT i.item_id, s.row_id, s.day_from, s.day_to\nFROM {item} AS i\n\
                     JOIN {} AS s ON s.world = i.world AND s.period_from = i.period_from AND s.run_id = i.run_id\n\
                     WHERE s.day_from < s.day_to",
                    self.rows.own("stay_row")
                ),
                _ => format!("SELECT item_id, row_id, due AS day_from, due AS day_to FROM {item} WHERE 1 = 0"),
            };
            self.script.step(&step, "the days of the period on which each item is in force, with their rows", query);
        }
        step
    }

    /// The join of an item's row.
    pub(super) fn item_row(&self, alias: &str, row: &str) -> String {
        let kind = &self.population().kind;
        let table = self.rows.read_of(kind);
        let world = if kind == "org" { String::new() } else { format!(" AND {alias}.world = i.world") };
        format!("JOIN {table} AS {alias} ON {alias}.row_id = {row}{world}\n")
    }
}
