//! `catalogue sql`: measures as text of SQL over the tables of the registers.

use super::{open, unknown};
use crate::{
    commands::{Session, day_or, today},
    errors::Stop,
    faults, screen,
};
use changxiao_core::{
    day::{Calendar, Period},
    fault::Fault,
    message::Message,
};
use changxiao_engine::{
    catalogue::{Catalogue, Ready},
    evaluation::Span,
    sql::{Dialect, Part, Writer},
};

/// What the command line asks for.
pub(crate) struct SqlAsked {
    /// Ids or codes of indicators, ids of duties.
    pub(crate) ids: Vec<String>,
    /// Period as written; the calendar year before `as_of` if left out.
    pub(crate) period: Option<String>,
    /// Day up to which records are seen; today if left out.
    pub(crate) as_of: Option<String>,
    /// Name of the dialect.
    pub(crate) dialect: String,
    /// Whether the tables of the registers come first.
    pub(crate) has_tables: bool,
    /// Whether each step is a temporary table.
    pub(crate) has_steps: bool,
}

pub(in crate::commands) fn sql(session: &Session, asked: &SqlAsked) -> anyhow::Result<u8> {
    let catalogue = open(session)?;
    let dialect = Dialect::named(&asked.dialect).unwrap_or_default();
    let found: Result<Vec<&Ready>, Stop> = asked.ids.iter().map(|id| measured(&catalogue, id)).collect();
    let found = found?;
    let mut writer = Writer::new(&catalogue, span(asked)?, dialect);
    let frame = if asked.has_steps { writer.frame(&found) } else { String::new() };
    let (mut texts, mut refused) = (Vec::new(), Vec::new());
    for ready in found {
        match if asked.has_steps { steps(&writer, ready) } else { writer.query(ready) } {
            Ok(text) => texts.push(text),
            Err(fault) => refused.push(fault),
        }
    }
    faults::print(&session.wording, "heading-sql-refused", &refused);
    if asked.has_tables {
        screen::text(&format!("{}\n", Writer::registers(catalogue.contract(), dialect)));
    }
    if !texts.is_empty() {
        screen::text(&frame);
    }
    screen::text(&texts.join("\n"));
    if asked.has_steps && !texts.is_empty() {
        screen::text(&format!("\n{}", writer.drops()));
    }
    Ok(if refused.is_empty() { 0 } else { 2 })
}

/// An indicator by id or code, or the measure that a duty supplies.
fn measured<'c>(catalogue: &'c Catalogue, wanted: &str) -> Result<&'c Ready, Stop> {
    let duty = || wanted.parse().ok().and_then(|id| catalogue.measured_duty(&id));
    catalogue.indicator(wanted).or_else(duty).ok_or_else(|| unknown(catalogue, wanted))
}

fn steps(writer: &Writer<'_>, ready: &Ready) -> Result<String, Fault> {
    let parts = writer.tables(ready)?;
    Ok(parts.iter().map(Part::text).collect::<Vec<_>>().join("\n"))
}

fn span(asked: &SqlAsked) -> anyhow::Result<Span> {
    let as_of = day_or(asked.as_of.as_deref(), today())?;
    let period: Period = match &asked.period {
        Some(text) => text.parse().map_err(|_| Stop::new(Message::new("not-a-period").with("text", text.as_str())))?,
        None => Calendar::Year.around(as_of.plus_months(-12)),
    };
    Ok(Span { period, as_of })
}
