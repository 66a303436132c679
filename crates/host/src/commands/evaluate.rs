//! `evaluate`: registers and definitions become a run folder and a table.

use super::{Session, named};
use crate::{
    departments::{self, Opened},
    errors::Stop,
    faults, figures, inputs,
    run_folder::{self, Run, RunLog},
    screen, table,
};
use anyhow::Context as _;
use changxiao_core::{
    day::{Day, Period},
    definition::Role,
    fault::Fault,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
    tally::Tally,
};
use changxiao_engine::{
    catalogue::{Catalogue, Ready},
    evaluation::{Evaluation, Outcome, Span, evaluate},
    seal::Seal,
};
use changxiao_registers::Reading;
use std::{
    path::{Path, PathBuf},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// What `evaluate` is asked.
pub(super) struct Asked {
    pub(super) period: String,
    pub(super) as_of: Option<String>,
    pub(super) out: PathBuf,
    pub(super) fail_on: Vec<String>,
}

pub(super) fn run(session: &Session, asked: &Asked) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let (began, started_at) = (Instant::now(), now());
    let span = span(asked, started_at)?;
    let mut opened = departments::open(settings)?;
    faults::print(wording, "heading-definition-faults", &opened.faults);
    let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
    inputs::report(wording, &reading);
    let evaluation = evaluate(&opened.catalogue, &reading.registers, span, &mut opened.plugins);
    faults::print(wording, "heading-evaluation-faults", &evaluation.faults);
    let seal = Seal::new(&opened.catalogue, span, reading.digest(), |source| opened.plugins.library(source));
    let all: Vec<Fault> = opened.faults.iter().chain(reading.all_faults()).chain(&evaluation.faults).cloned().collect();
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let log = RunLog { faults: run_folder::fault_lines(wording, &all), ..log(session, (started_at, took))? };
    let run = Run { catalogue: &opened.catalogue, evaluation: &evaluation, reading: &reading, seal: &seal, log: &log };
    run_folder::write(wording, &run, &asked.out)?;
    show(session, (&opened, &reading, &evaluation), span, &asked.out);
    Ok(u8::from(fails(&asked.fail_on, &all, (&opened.catalogue, &evaluation))))
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn span(asked: &Asked, now: u64) -> anyhow::Result<Span> {
    let period: Period = asked
        .period
        .parse()
        .with_context(|| Stop::new(Message::new("not-a-period").with("text", asked.period.as_str())))?;
    let as_of = match &asked.as_of {
        Some(day) => day.parse().with_context(|| Stop::new(Message::new("not-a-day").with("text", day.as_str())))?,
        None => Day::from_number(i32::try_from(now / 86_400).unwrap_or(i32::MAX)),
    };
    Ok(Span { period, as_of })
}

fn log(session: &Session, (started_at, took_milliseconds): (u64, u64)) -> anyhow::Result<RunLog> {
    let settings = &session.settings;
    let absolute = |paths: &[PathBuf]| paths.iter().map(std::path::absolute).collect::<Result<Vec<_>, _>>();
    let baseline = Some(&settings.baseline).filter(|folder| !folder.is_empty()).map(std::path::absolute).transpose()?;
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim().to_owned();
    Ok(RunLog {
        started_at,
        took_milliseconds,
        host,
        isolation: if settings.plugins.is_empty() { "none".to_owned() } else { "process".to_owned() },
        registers: absolute(&settings.registers)?,
        baseline,
        packs: absolute(&settings.packs)?,
        plugins: absolute(&settings.plugins)?,
        faults: Vec::new(),
    })
}

/// Whether what `--fail-on` chose has happened.
fn fails(fail_on: &[String], faults: &[Fault], (catalogue, evaluation): (&Catalogue, &Evaluation)) -> bool {
    let outcomes = || {
        evaluation.numbers.iter().flat_map(|(id, numbers)| {
            let ready = catalogue.indicators().get(id);
            numbers.lines.values().filter_map(move |tally| Some((ready?, Outcome::of(tally, ready?.def.target), tally)))
        })
    };
    fail_on.iter().any(|what| match what.as_str() {
        "faults" => !faults.is_empty(),
        "floors" => {
            outcomes().any(|(ready, outcome, _)| ready.def.role == Role::Floor && outcome.is_met == Some(false))
        }
        _ => outcomes().any(|(_, _, tally)| tally.unknown > 0 || tally.open > 0),
    })
}

fn show(session: &Session, (opened, reading, evaluation): (&Opened, &Reading, &Evaluation), span: Span, out: &Path) {
    let wording = &session.wording;
    let organisations = Organisations::new(reading.registers.table("org"), span.as_of);
    let title = Message::new("evaluate-title").with("period", span.period.to_string()).with("day", span.as_of);
    screen::line(table::title(&wording.say(&title)));
    let catalogue = &opened.catalogue;
    let shown: Vec<&Ready> =
        catalogue.indicators().values().filter(|ready| evaluation.numbers.contains_key(&ready.def.id)).collect();
    for (number, ready) in shown.iter().enumerate() {
        screen::line(legend(session, catalogue, (number + 1, ready)));
    }
    screen::line(wording.word("legend-signs"));
    for (heading, is_unit) in [("heading-party-tree", false), ("heading-unit-tree", true)] {
        let rows = tree(&organisations, is_unit, span.period.last());
        let rows: Vec<Vec<String>> = rows
            .iter()
            .filter_map(|(depth, id)| row(session, (&organisations, evaluation), (*depth, id), &shown))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let mut header = vec![wording.word(heading)];
        header.extend(shown.iter().enumerate().map(|(number, ready)| short(number + 1, ready)));
        screen::line(format!("\n{}", table::table(header, rows)));
    }
    screen::line(format!(
        "\n{}",
        wording.say(&Message::new("evaluate-written").with("path", out.display().to_string()))
    ));
}

/// The column of an indicator: its number and code.
fn short(number: usize, ready: &Ready) -> String {
    format!("[{number}] {}", ready.def.code.as_deref().unwrap_or_default()).trim_end().to_owned()
}

/// One line of the legend: number, name, target, and who amended what it measures by.
fn legend(session: &Session, catalogue: &Catalogue, (number, ready): (usize, &Ready)) -> String {
    let wording = &session.wording;
    let target = ready.def.target.map(figures::target).unwrap_or_default();
    let line =
        Message::new("legend").with("number", number).with("id", &ready.def.id).with("name", ready.def.name.clone());
    let mut text = wording.say(&line.with("target", target));
    for amended in catalogue.amendments() {
        if catalogue.indicators_using(&amended.def.target).contains(&ready.def.id) {
            let (Some(before), Some(now)) = (amended.before(), amended.value()) else { continue };
            let more =
                Message::new("legend-amended").with("department", amended.by.as_str()).with("id", &amended.def.target);
            text = format!("{text}\n    {}", wording.say(&more.with("from", before).with("to", now)));
        }
    }
    text
}

/// A tree in the order of its lines: each organisation after the one it belongs to, with its depth.
fn tree(organisations: &Organisations, is_unit: bool, day: Day) -> Vec<(usize, OrganisationId)> {
    let of_tree: Vec<_> = organisations.iter().filter(|(_, one)| one.is_unit() == is_unit).map(|(id, _)| id).collect();
    let mut ordered: Vec<(Vec<&OrganisationId>, &OrganisationId)> = of_tree
        .into_iter()
        .map(|id| {
            let last =
                organisations.get(id).and_then(|one| one.closed()).map_or(day, |closed| day.min(closed.plus_days(-1)));
            let mut path = organisations.above(id, last);
            path.reverse();
            path.push(id);
            (path, id)
        })
        .collect();
    ordered.sort();
    ordered.into_iter().map(|(path, id)| (path.len() - 1, id.clone())).collect()
}

fn row(
    session: &Session,
    (organisations, evaluation): (&Organisations, &Evaluation),
    (depth, id): (usize, &OrganisationId),
    shown: &[&Ready],
) -> Option<Vec<String>> {
    let tally = |ready: &Ready| -> Option<&Tally> { evaluation.numbers.get(&ready.def.id)?.lines.get(id) };
    let cell = |ready: &Ready| tally(ready).map(|tally| figures::cell(&session.wording, tally, ready.def.target));
    let cells: Vec<Option<String>> = shown.iter().map(|ready| cell(ready)).collect();
    let name = format!("{}{}", "  ".repeat(depth), named(organisations, id));
    cells
        .iter()
        .any(Option::is_some)
        .then(|| std::iter::once(name).chain(cells.into_iter().map(Option::unwrap_or_default)).collect())
}
