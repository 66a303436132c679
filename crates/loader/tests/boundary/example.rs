//! The specimen plugin in a worker: what it defines, what it counts, its events under its name.

use crate::built::{library, open, program, records};
use changxiao_core::count::Listing;
use changxiao_core::{
    count::Item,
    department::About,
    message::Message,
    tally::{Class, Tally},
    text::Text,
};
use changxiao_loader::{Plugin, Worker};
use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

#[test]
fn it_describes_itself_and_counts() {
    let (mut plugin, description) = open("changxiao_plugin_example");
    assert_eq!(description.faults, []);
    let pack = description.pack.unwrap();
    let about = About::new("example", Text::new("云川市数据管理局", "Yunchuan Data Bureau")).version("1.0.0");
    assert_eq!(pack.about, Some(about));
    assert_eq!([pack.amendments.len(), pack.responsibilities.len(), pack.indicators.len(), pack.natives.len()], [1; 4]);
    let native = pack.natives[0].indicator.id.clone();
    let expected = Tally { numerator: 1.into(), denominator: 3.into(), unknown: 1, ..Tally::default() };
    let counted = plugin.tally(&native, &records(), Listing::Counts).unwrap();
    assert_eq!((counted.tally, counted.items), (expected, Vec::new()));
    let counted = plugin.tally(&native, &records(), Listing::Items).unwrap();
    let classes: Vec<Class> = counted.items.iter().map(|item| item.class).collect();
    assert_eq!((counted.tally, classes), (expected, vec![Class::Met, Class::Missed, Class::Unknown]));
}

#[test]
fn without_rows_nothing_applies() {
    let (mut plugin, description) = open("changxiao_plugin_example");
    let mut records = records();
    records.tables.clear();
    let native = &description.pack.unwrap().natives[0].indicator.id;
    assert_eq!(plugin.tally(native, &records, Listing::Items).unwrap().tally, Tally::default());
}

#[test]
fn rows_arrive_with_their_days_numbers_and_origins() {
    let (mut plugin, _) = open("changxiao_hostile_plugin");
    let items = plugin.tally(&"hostile/well-behaved".parse().unwrap(), &records(), Listing::Items).unwrap().items;
    let reasons = |item: &Item| item.reasons.clone();
    let said = [
        "会议.xlsx:2 Some(2025-03-02) Some(8)",
        "会议.xlsx:3 Some(2025-03-03) Some(7)",
        "会议.xlsx:4 Some(2025-03-04) None",
    ];
    assert_eq!(items.iter().map(reasons).collect::<Vec<_>>(), said.map(|text| vec![Message::said(text)]));
}

#[test]
fn its_events_are_told_under_its_name() {
    let told = Told::default();
    let dispatch = tracing::Dispatch::new(told.clone());
    tracing::dispatcher::with_default(&dispatch, || {
        let (mut plugin, _) = open("changxiao_hostile_plugin");
        plugin.tally(&"hostile/well-behaved".parse().unwrap(), &records(), Listing::Counts).unwrap();
        open("changxiao_plugin_example");
    });
    let lines = told.0.lock().unwrap().clone();
    let expected = [
        "WARN plugin message=registered ways=22 plugin=hostile from=changxiao_hostile_plugin",
        "INFO plugin message=counted organisation=ZB01 plugin=hostile from=changxiao_hostile_plugin",
        "INFO plugin message=registered indicators=2 plugin=example from=changxiao_plugin_example",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn no_zombie_stays() {
    let children = || {
        let all = std::fs::read_dir("/proc/self/task").unwrap();
        all.map(|task| std::fs::read_to_string(task.unwrap().path().join("children")).unwrap_or_default())
            .collect::<String>()
    };
    let worker = Worker::start(&program(), &library("changxiao_plugin_example"), crate::built::limits()).unwrap();
    let id = worker.id().to_string();
    assert!(children().split(' ').any(|child| child == id));
    drop(worker);
    assert!(!children().split(' ').any(|child| child == id));
}

#[test]
fn a_program_that_is_no_worker_is_a_cause() {
    let library = library("changxiao_plugin_example");
    let refused = |program: &str| {
        let fault = Plugin::open(program.as_ref(), &library, crate::built::limits()).err().unwrap();
        fault.message
    };
    assert_eq!(refused("/bin/true"), Message::new("plugin-exited").with("code", 0));
    let absent = Message::new("plugin-worker-not-started").with("text", "No such file or directory (os error 2)");
    assert_eq!(refused("/no/such/program"), absent);
}

/// Keeps events as lines.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {}={value}", field.name()).unwrap();
    }
}

impl Subscriber for Told {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= tracing::Level::INFO
    }
    fn event(&self, event: &Event<'_>) {
        let mut line = Line(format!("{} {}", event.metadata().level(), event.metadata().target()));
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}
