//! Measures what the native indicators of a plugin cost over registers: asked one organisation at a time, in batches of
//! one, and in batches as the program makes them. It prints time, processor time, peak memory of this process and of the worker, and
//! ends with an error if the tallies differ.
//!
//!     changxiao sample make --organisations 3000 --members 9000 --years 2025 --out sample
//!     cargo build -p changxiao -p changxiao-plugin-example
//!     cargo run -p changxiao-tests --example natives -- target/debug/changxiao \
//!         target/debug/libchangxiao_plugin_example.so sample
//!
//! Of the registers only those that the plugin reads need to be there, and `组织.csv` and `台账覆盖.csv`.

#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a tool of those who build the program")]

use changxiao_baseline::Baseline;
use changxiao_core::{
    count::{Item, Listing},
    day::{Day, Period},
    department::{Department, List},
    fault::Fault,
    id::Id,
    native::OrganisationRecords,
    registers::Registers,
    tally::Tally,
};
use changxiao_engine::{
    catalogue::{Catalogue, Computed, Contribution, Ready, SourceKind},
    evaluation::{Evaluating, Numbers, Span},
    natives::Natives,
};
use changxiao_loader::{BatchLimits, Limits, Plugin};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// How organisations are asked.
enum Way {
    OneByOne,
    Batches(BatchLimits),
}

/// One plugin, asked in one way.
struct Asked {
    plugin: Plugin,
    way: Way,
}

impl Natives for Asked {
    fn tally(
        &mut self,
        indicator: &Id,
        records: &OrganisationRecords,
        listing: Listing,
    ) -> Result<(Tally, Vec<Item>), Fault> {
        let counted = self.plugin.tally(indicator, records, listing);
        counted.map(|counted| (counted.tally, counted.items)).map_err(|cause| self.plugin.fault(indicator, &cause))
    }

    fn tallies(
        &mut self,
        indicator: &Id,
        records: &mut dyn Iterator<Item = OrganisationRecords>,
        told: &mut dyn FnMut(Result<Tally, Fault>),
    ) {
        match self.way {
            Way::Batches(_) => self.plugin.tallies(indicator, records, told),
            Way::OneByOne => {
                for one in records {
                    told(self.tally(indicator, &one, Listing::Counts).map(|(tally, _)| tally));
                }
            }
        }
    }

    fn ended(&self, indicator: &Id) -> Option<Fault> {
        self.plugin.ended().get(indicator).map(|cause| self.plugin.fault(indicator, cause))
    }
}

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [program, library, registers] = arguments.as_slice() else {
        panic!("three arguments are needed: the program, the library of a plugin, a folder of registers")
    };
    let contract = changxiao_registers::contract().unwrap();
    let reading = changxiao_registers::read(std::slice::from_ref(registers), &contract).unwrap();
    let one = BatchLimits { organisations: 1, ..BatchLimits::default() };
    let ways = [
        ("one by one", Way::OneByOne),
        ("batches of one", Way::Batches(one)),
        ("batches", Way::Batches(BatchLimits::default())),
    ];
    let mut before: Option<Vec<Numbers>> = None;
    for (name, way) in ways {
        let numbers = measured((name, way), (program, library), &reading.registers);
        let differ = |before: &Vec<Numbers>| before.iter().zip(&numbers).any(|(a, b)| a.own != b.own);
        assert!(!before.as_ref().is_some_and(differ), "{name}: other tallies");
        before = Some(numbers);
    }
}

fn measured((name, way): (&str, Way), (program, library): (&Path, &Path), registers: &Registers) -> Vec<Numbers> {
    let batch = if let Way::Batches(batch) = way { batch } else { BatchLimits::default() };
    let (plugin, description) = Plugin::open(program, library, Limits { batch, ..Limits::default() }).unwrap();
    let mut list = List::default();
    Baseline.register(&mut list);
    let contribution = |pack, texts, kind| Contribution { pack, texts, source: String::new(), kind };
    let baseline = contribution(list.pack_of(Baseline.about()), list.texts().to_vec(), SourceKind::Baseline);
    let own = contribution(description.pack.unwrap(), description.texts, SourceKind::Plugin);
    let (catalogue, _) = Catalogue::new(changxiao_registers::contract().unwrap(), vec![baseline, own]);
    let span = Span { period: Period::year(2025).unwrap(), as_of: Day::new(2026, 2, 15).unwrap() };
    let mut evaluating = Evaluating::new(&catalogue, registers, span);
    let mut asked = Asked { plugin, way };
    let natives = catalogue.indicators().values().filter(|ready| matches!(ready.computed, Computed::Native(_)));
    let natives: Vec<&Ready> = natives.collect();
    // Whatever is looked up once and kept must not be counted for the first way.
    natives.iter().for_each(|ready| drop(evaluating.numbers(ready, &mut asked)));
    let (began, used) = (Instant::now(), processor_time());
    let numbers: Vec<Numbers> = natives.iter().map(|ready| evaluating.numbers(ready, &mut asked)).collect();
    let took = began.elapsed();
    let tallies: usize = numbers.iter().map(|numbers| numbers.own.len()).sum();
    let (milliseconds, used) = (took.as_millis(), (processor_time() - used) * 10);
    let (here, there) = (peak("self"), peak(&worker()));
    println!(
        "{name}: {tallies} tallies, {milliseconds} ms, {used} ms of processors, peak here {here}, in the worker {there}"
    );
    assert_eq!(evaluating.faults, []);
    numbers
}

/// Process id of the worker, the only child.
fn worker() -> String {
    fs::read_to_string("/proc/thread-self/children").unwrap().trim().to_owned()
}

/// Hundredths of a second that this process and the worker have computed. Unlike time, it hardly depends on what else
/// the machine does.
fn processor_time() -> u64 {
    let of = |process: &str| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        let (_, fields) = stat.rsplit_once(") ").unwrap();
        fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>()
    };
    of("self") + of(&worker())
}

fn peak(process: &str) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap_or_default().trim().to_owned()
}
