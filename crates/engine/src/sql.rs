//! Measures as text of SQL over the tables of the registers: the eight counts of each owner and period, with coverage,
//! as-of and disputed records. The row-wise evaluator is the meaning; what this text cannot say is refused by name, never
//! said otherwise. No database is spoken to here.
//!
//! The text is a chain of steps, each a table that later ones read: `run` (period and as-of, to be changed there),
//! organisations and coverage, the registers in each world of disputed records, items, looks, classes, what all worlds
//! agree on, and the tallies. Numbers are whole: amounts are counted in parts of one (`scale`), so nothing is rounded.

mod coverage;
mod covered;
mod days;
mod dialect;
mod expression;
mod look;
mod organisations;
mod outcome;
mod parameter;
mod population;
mod rows;
mod script;
mod value;

pub use dialect::Dialect;

use crate::{
    catalogue::{Catalogue, Computed, Ready},
    evaluation::Span,
    explanation::clause,
};
use changxiao_core::{
    contract::{Contract, Kind},
    day::Calendar,
    definition::{Covered, Each, Population},
    evaluate::fields_read,
    expression::Checked,
    fault::{Fault, Place},
    id::{Id, Namespace},
    measure::{DEPARTMENT, Look, Measure},
    message::Message,
};
use dialect::{literal, name};
use rows::Rows;
use script::Script;
use std::collections::{BTreeMap, BTreeSet};

/// What can be said, or what of a measure has no form in SQL.
type Said<T> = Result<T, Message>;

fn refuse<T>(key: &'static str, what: &str) -> Said<T> {
    Err(Message::new(key).with("what", what))
}

/// Texts of one run, in one dialect.
pub struct Writer<'a> {
    catalogue: &'a Catalogue,
    /// The first step, and those that all indicators share once they are asked for.
    shared: Script,
}

/// One measure on its way to a text.
struct Measuring<'m> {
    catalogue: &'m Catalogue,
    namespace: Namespace,
    script: Script,
    rows: Rows<'m>,
    kind: &'m Kind,
    measure: &'m Measure,
    /// The scale of what each look takes.
    look_scales: BTreeMap<String, i128>,
    /// Sets of days less a span, which several expressions may name: the step they are taken from, and the span.
    withouts: Vec<(String, Checked, Checked)>,
}

impl<'a> Writer<'a> {
    /// Texts for a period and a day.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, span: Span, dialect: Dialect) -> Self {
        let mut shared = Script::new(dialect);
        let [from, to, as_of] = [span.period.from(), span.period.to(), span.as_of].map(|day| dialect.day(day));
        shared.step(
            "run",
            "the period of the run (first day in, first day out), and the day up to which records are seen",
            format!("SELECT {from} AS period_from, {to} AS period_to, {as_of} AS as_of"),
        );
        Self { catalogue, shared }
    }

    /// One query: the eight counts of each owner and period of an indicator.
    pub fn query(&self, ready: &Ready) -> Result<String, Fault> {
        let (script, last) = self.written(ready, &self.shared)?;
        Ok(format!("{}{}", self.head(ready), script.query(&last)))
    }

    /// The same by way of temporary tables, for engines that take long to plan a long chain: the steps of the indicator,
    /// the last `SELECT`, and dropping the steps. Those of `frame` come before.
    pub fn tables(&self, ready: &Ready) -> Result<[Part; 3], Fault> {
        let (script, last) = self.written(ready, &self.shared)?;
        let own = script.without(&self.shared);
        let steps = Part::Steps(format!("{}{}", self.head(ready), own.tables()));
        Ok([steps, Part::Tallies(format!("{last};\n")), Part::Drops(own.drops())])
    }

    /// The steps that these indicators share, as temporary tables; the indicators' own are then without them.
    pub fn frame(&mut self, indicators: &[&Ready]) -> String {
        let contract = self.catalogue.contract();
        let measures = indicators.iter().flat_map(|ready| match &ready.computed {
            Computed::Declared(measures) => measures.as_slice(),
            Computed::Native(_) => &[],
        });
        let kinds: BTreeSet<&str> = measures.flat_map(|measure| fields_read(measure, contract).into_keys()).collect();
        for kind in kinds.into_iter().filter_map(|kind| contract.kind(kind)) {
            self.shared.rows(kind);
        }
        self.shared.coverage();
        self.shared.reach();
        self.shared.around();
        if let Some(kind) = contract.kind("org") {
            self.shared.organisation_rows(kind);
        }
        self.shared.tables()
    }

    /// Drops the steps of `frame`.
    #[must_use]
    pub fn drops(&self) -> String {
        self.shared.drops()
    }

    /// The statements that make the tables of the registers.
    #[must_use]
    pub fn registers(contract: &Contract, dialect: Dialect) -> String {
        contract.kinds().map(|kind| register(kind, dialect)).collect::<Vec<_>>().join("\n")
    }

    fn head(&self, ready: &Ready) -> String {
        let def = &ready.def;
        let code = def.code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
        let line = |text: &str| format!("-- {}\n", text.replace(['\n', '\r'], " "));
        let mut head = line(&format!("{code}{} · {} · {}", def.id, def.name.zh, def.name.en));
        if let Some(clause) = clause(self.catalogue, ready) {
            let (zh, en) = (&clause.regulation, &clause.article);
            head.push_str(&line(&format!("{} {} · {} {} ({} …)", zh.zh, en.zh, zh.en, en.en, clause.in_force_from)));
        }
        head
    }

    /// The steps of an indicator after those that are there, and the last `SELECT`.
    fn written(&self, ready: &Ready, before: &Script) -> Result<(Script, String), Fault> {
        let fault = |message: Message| {
            let about = Message::new("sql-refused").with("id", &ready.def.id).with("why", message);
            Fault::new(Place::default(), about)
        };
        match &ready.computed {
            Computed::Native(_) => Err(fault(Message::new("sql-native"))),
            Computed::Declared(measures) => self.declared((ready, measures), before.clone()).map_err(fault),
        }
    }

    /// An amendment of a subtree makes a value depend on the owner, which the text cannot say yet.
    fn is_amended_everywhere(&self, indicator: &Id) -> Said<()> {
        let mut used = self.catalogue.settings_used(indicator);
        let is_scoped = |id: &Id| {
            let mut of = self.catalogue.amendments().iter().filter(|amended| amended.def.target == *id);
            of.any(|amended| amended.within().is_some())
        };
        match used.find(|id| is_scoped(id)) {
            Some(id) => refuse("sql-amended-within", id.as_str()),
            None => Ok(()),
        }
    }

    fn declared(&self, (ready, measures): (&Ready, &[Measure]), before: Script) -> Said<(Script, String)> {
        let namespace = Catalogue::namespace_of(ready);
        let mut script = before;
        let mut parts = Vec::new();
        let mut scales = Vec::new();
        is_one_stand(measures)?;
        self.is_amended_everywhere(&ready.def.id)?;
        let calendar = windows(measures, ready.def.period)?;
        let mut asked = "(SELECT asked.*, period_from AS counted_from FROM asked)".to_owned();
        for (nth, measure) in measures.iter().enumerate() {
            let prefix = if measures.len() == 1 { String::new() } else { format!("part_{}_", nth + 1) };
            let mut measuring = Measuring::new(self.catalogue, (namespace.clone(), measure), (script, prefix))?;
            if nth == 0 {
                measuring.asked(measures, calendar)?;
                if calendar != ready.def.period {
                    let period = measuring.calendar(ready.def.period);
                    asked = format!(
                        "(SELECT a.owner, p.day_from AS period_from, p.day_to AS period_to, a.period_from AS counted_from\n  \
                         FROM asked AS a JOIN {period} AS p ON p.day_from <= a.period_from AND a.period_to <= p.day_to)"
                    );
                }
            }
            measuring.items(calendar)?;
            for look in &measure.looks {
                measuring.look(look)?;
            }
            let scale = measuring.scale()?;
            measuring.classes(scale)?;
            measuring.found()?;
            measuring.settled();
            scales.push(scale);
            parts.push(measuring.rows.own("settled"));
            script = measuring.script;
        }
        let scale = scales.iter().fold(1, |scale, one| value::least_common_multiple(scale, *one));
        let parts: Vec<(String, i128)> = parts.into_iter().zip(scales).map(|(part, one)| (part, scale / one)).collect();
        counted(&mut script, &parts);
        Ok((script, tallies(ready, scale, &asked)))
    }
}

/// A piece of a text by way of temporary tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Makes the tables.
    Steps(String),
    /// Selects the tallies.
    Tallies(String),
    /// Drops the tables.
    Drops(String),
}

impl Part {
    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Steps(text) | Self::Tallies(text) | Self::Drops(text) => text,
        }
    }
}

impl<'m> Measuring<'m> {
    fn new(
        catalogue: &'m Catalogue,
        (namespace, measure): (Namespace, &'m Measure),
        (script, prefix): (Script, String),
    ) -> Said<Self> {
        let contract = catalogue.contract();
        let Some(kind) = contract.kind(&measure.population.register) else {
            return refuse("sql-field", &measure.population.register);
        };
        let rows = Rows { contract, reads: fields_read(measure, contract), also: looked_up(measure), prefix };
        let (look_scales, withouts) = (BTreeMap::new(), Vec::new());
        Ok(Self { catalogue, namespace, script, rows, kind, measure, look_scales, withouts })
    }
}

/// The fields of an item that only say whose sheet must be there. All keys of the form are named here: a new one does not
/// compile before somebody has decided whether this text says it or refuses it.
fn looked_up(measure: &Measure) -> BTreeSet<&str> {
    let Measure {
        population,
        due: _,
        prefer: _,
        only: _,
        exclude: _,
        numerator: _,
        denominator: _,
        except: _,
        looks,
        deferred_from: _,
    } = measure;
    #[rustfmt::skip]
    let Population {
        register: _, owners: _, each: _, rows: _, per_person: _, due: _, owner: _, owner_by_latest: _, also_covered: _, grace_days: _,
    } = population;
    let fields = looks.iter().flat_map(|look| {
        #[rustfmt::skip]
        let Look {
            name: _, register: _, by: _, only: _, when: _, from: _, until: _, at: _, ended: _, period: _, covered, take: _, is: _, unit: _,
        } = look;
        match covered {
            Covered::OneOf(fields) => fields.as_slice(),
            Covered::Owner | Covered::Nobody | Covered::EachStay | Covered::Reach => &[],
        }
    });
    fields.map(String::as_str).collect()
}

/// The calendar in which a measure is computed: that of its states, if they are one in each period of a shorter one.
fn windows(measures: &[Measure], period: Calendar) -> Said<Calendar> {
    let [measure] = measures else { return Ok(period) };
    let population = &measure.population;
    match population.each {
        Some(Each::Calendar(shorter)) if population.register != "org" && shorter != period => {
            if population.owners.iter().any(|owner| owner == DEPARTMENT) {
                return refuse("sql-each", &population.register);
            }
            Ok(shorter)
        }
        _ => Ok(period),
    }
}

/// A sheet that is missing in several parts is one number that nobody knows: they must ask for the same days.
fn is_one_stand(measures: &[Measure]) -> Said<()> {
    let mut stands = measures.iter().map(|measure| measure.population.rows);
    let first = stands.next();
    if stands.all(|stand| Some(stand) == first) { Ok(()) } else { refuse("sql-parts-of-different-days", "") }
}

/// `counted`: the items of all parts; a sheet that is missing in several is one item.
fn counted(script: &mut Script, parts: &[(String, i128)]) {
    let select = |(nth, (part, factor)): (usize, &(String, i128))| {
        format!(
            "SELECT owner, period_from, subject, is_missing, class, is_disputed, numerator * {factor} AS numerator,\n  \
             denominator * {factor} AS denominator, excluded, {nth} AS part FROM {part}"
        )
    };
    let all: Vec<String> = parts.iter().enumerate().map(select).collect();
    script.step(
        "counted",
        "the items of the indicator; one sheet that is missing stands for one number that nobody knows",
        format!(
            "SELECT * FROM (\n  \
             SELECT p.*, ROW_NUMBER() OVER (PARTITION BY owner, period_from, subject, is_missing ORDER BY part) AS place\n  \
             FROM (\n{}\n  ) AS p\n) AS ranked\nWHERE is_missing = 0 OR place = 1",
            all.join("\nUNION ALL\n")
        ),
    );
}

/// The last `SELECT`.
fn tallies(ready: &Ready, scale: i128, asked: &str) -> String {
    let of = |class: &str, column: &str| format!("SUM(CASE WHEN c.class = '{class}' THEN 1 ELSE 0 END) AS {column}");
    let (excepted, unknown, open, pending) =
        (of("excepted", "excepted"), of("unknown", "unknown"), of("open", "open"), of("pending", "pending"));
    format!(
        "SELECT {} AS indicator, a.owner AS organisation, a.period_from, a.period_to,\n  \
         SUM(CASE WHEN c.class = 'met' THEN COALESCE(c.numerator, {scale}) ELSE 0 END) AS numerator,\n  \
         SUM(CASE WHEN c.class IN ('met', 'missed', 'unknown') THEN COALESCE(c.denominator, {scale}) ELSE 0 END) AS denominator,\n  \
         {scale} AS scale, -- numerator and denominator are counted in parts of one, this many to one\n  \
         SUM(CASE WHEN c.class = 'excluded' THEN 1 WHEN c.class = 'met' THEN c.excluded ELSE 0 END) AS excluded,\n  \
         {excepted},\n  {unknown},\n  {open},\n  COALESCE(SUM(c.is_disputed), 0) AS disputed,\n  {pending}\n\
         FROM {asked} AS a\nLEFT JOIN counted AS c ON c.owner = a.owner AND c.period_from = a.counted_from\n\
         GROUP BY a.owner, a.period_from, a.period_to\nORDER BY a.owner, a.period_from",
        literal(ready.def.id.as_str())
    )
}

fn register(kind: &Kind, dialect: Dialect) -> String {
    let column = |field: &changxiao_core::contract::Field| {
        let required = if field.required { " NOT NULL" } else { "" };
        format!("  {} {}{required}", name(&field.id), dialect.type_of(field.holds))
    };
    let columns: Vec<String> = kind.fields.iter().map(column).collect();
    format!(
        "-- {} · {}\nCREATE TABLE {} (\n{}\n);\n",
        kind.name.zh,
        kind.name.en,
        name(&kind.kind),
        columns.join(",\n")
    )
}

#[cfg(test)]
mod tests;
