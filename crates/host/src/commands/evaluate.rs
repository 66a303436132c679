//! `evaluate`: registers and definitions become a run folder and a table.

mod page;
mod schemes;

use super::{Session, catalogue::mark_lines, day_or, now, today, unknown_indicator};
use crate::{
    departments,
    errors::Stop,
    faults, inputs, lock,
    messages::Wording,
    run_folder::{self, Run, RunLog},
    screen,
};
use changxiao_core::{day::Period, definition::Role, fault::Fault, id::Id, message::Message};
use changxiao_engine::{
    catalogue::Catalogue,
    evaluation::{Evaluation, Span, evaluate},
    scheme::{Outstanding, score_all},
    seal::Seal,
};
pub(super) use schemes::beside;

use page::Page;
use std::{collections::BTreeMap, path::PathBuf, time::Instant};

/// What `evaluate` is asked.
pub(crate) struct Asked {
    /// Period as written.
    pub(crate) period: String,
    /// Day up to which records are seen; today if left out.
    pub(crate) as_of: Option<String>,
    /// Run folder.
    pub(crate) out: PathBuf,
    /// What makes the exit code 1.
    pub(crate) fail_on: Vec<String>,
    /// Indicators whose organisations are shown.
    pub(crate) show: Vec<String>,
    /// Earlier runs, the latest first.
    pub(crate) earlier: Vec<PathBuf>,
    /// Files of anonymous cards.
    pub(crate) cards: Vec<PathBuf>,
}

pub(super) fn run(session: &Session, asked: &Asked) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let (began, started_at) = (Instant::now(), now());
    let span = span(asked)?;
    run_folder::refuse_to_overwrite(&asked.out)?;
    let mut opened = departments::open(settings)?;
    faults::print(wording, "heading-definition-faults", &opened.faults);
    if let Some(unknown) = asked.show.iter().find(|name| opened.catalogue.indicator(name).is_none()) {
        return Err(unknown_indicator(&opened.catalogue, unknown).into());
    }
    let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
    inputs::report(wording, &reading);
    let organisations = inputs::organisations(&reading, span.as_of)?;
    opened.settle(wording, (&organisations, span.as_of));
    let evaluation = evaluate(&opened.catalogue, &reading.registers, span, &mut opened.plugins);
    faults::print(wording, "heading-evaluation-faults", &evaluation.faults);
    let beside = beside(&opened.catalogue, span, (&asked.earlier, &asked.cards))?;
    let read = (&opened.catalogue, &reading.registers, Some(&evaluation));
    let (results, scheme_faults) = score_all(read, span, &beside.read, &mut opened.plugins);
    faults::print(wording, "heading-scheme-faults", &scheme_faults);
    let outstanding = schemes::outstanding(&results);
    let seal = Seal::new(&opened.catalogue, span, reading.digest(), |source| opened.plugins.library(source));
    let seal = Seal { schemes: results.keys().map(ToString::to_string).collect(), beside: beside.digests, ..seal };
    let found = opened.faults.iter().chain(reading.all_faults()).chain(&evaluation.faults).chain(&scheme_faults);
    let all: Vec<Fault> = found.cloned().collect();
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let log = RunLog {
        faults: run_folder::fault_lines(wording, &all),
        marked: marked(wording, &opened.catalogue),
        earlier: absolute(&asked.earlier)?,
        cards: absolute(&asked.cards)?,
        ..log(session, (started_at, took))?
    };
    let run = Run {
        catalogue: &opened.catalogue,
        evaluation: &evaluation,
        schemes: &results,
        outstanding: &outstanding,
        reading: &reading,
        seal: &seal,
        log: &log,
    };
    let files = run_folder::write(&run, &asked.out)?;
    let page = Page {
        wording,
        catalogue: &opened.catalogue,
        organisations: &organisations,
        evaluation: &evaluation,
        show: &asked.show,
    };
    page.print(span);
    schemes::print(wording, &organisations, (&results, &outstanding));
    let files = files.join(&wording.word("list-separator"));
    let written = Message::new("evaluate-written").with("path", asked.out.display().to_string()).with("files", files);
    screen::line(format!("\n{}", wording.say(&written)));
    Ok(u8::from(fails(&asked.fail_on, (&all, &outstanding), (&opened.catalogue, &evaluation))))
}

fn span(asked: &Asked) -> anyhow::Result<Span> {
    let unreadable = || Stop::new(Message::new("not-a-period").with("text", asked.period.as_str()));
    let period: Period = asked.period.parse().map_err(|_| unreadable())?;
    let as_of = day_or(asked.as_of.as_deref(), today())?;
    Ok(Span { period, as_of })
}

/// Indicators that a rule against formalism fits, as the log keeps them.
fn marked(wording: &Wording, catalogue: &Catalogue) -> Vec<String> {
    let all = catalogue.marked().flat_map(|marked| {
        let lines = mark_lines(wording, catalogue, &marked.id).into_iter();
        lines.map(move |line| format!("{}: {line}", marked.id)).collect::<Vec<_>>()
    });
    all.collect()
}

fn absolute(paths: &[PathBuf]) -> std::io::Result<Vec<PathBuf>> {
    paths.iter().map(std::path::absolute).collect()
}

fn log(session: &Session, (started_at, took_milliseconds): (u64, u64)) -> anyhow::Result<RunLog> {
    let settings = &session.settings;
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
        schemes: absolute(&settings.schemes)?,
        earlier: Vec::new(),
        cards: Vec::new(),
        lock: Some(lock::path(settings)).filter(|path| path.exists()).map(std::path::absolute).transpose()?,
        marked: Vec::new(),
        faults: Vec::new(),
    })
}

/// Whether what `--fail-on` chose has happened.
fn fails(
    fail_on: &[String],
    (faults, outstanding): (&[Fault], &BTreeMap<Id, Outstanding>),
    (catalogue, evaluation): (&Catalogue, &Evaluation),
) -> bool {
    let outcomes = || {
        evaluation.numbers.iter().flat_map(|(id, numbers)| {
            let ready = catalogue.indicators().get(id);
            numbers.lines.values().filter_map(move |tally| Some((ready?, ready?.outcome(tally), tally)))
        })
    };
    fail_on.iter().any(|what| match what.as_str() {
        "faults" => !faults.is_empty(),
        "missing" => outstanding.values().any(|one| !one.questions.is_empty()),
        "floors" => {
            outcomes().any(|(ready, outcome, _)| ready.def.role == Role::Floor && outcome.is_met == Some(false))
        }
        _ => outcomes().any(|(_, _, tally)| tally.unknown > 0 || tally.open > 0),
    })
}
