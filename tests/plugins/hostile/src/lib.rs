//! A plugin that fails in every way, one native indicator a way. It describes itself well but for the faults of the text it
//! carries, and misbehaves only when it is asked for a tally; `hostile/well-behaved` never does, so that a test can see the
//! rest go on.

#![expect(clippy::panic, reason = "it is what this plugin is for")]

use changxiao_sdk::prelude::*;
use std::{
    fs::File,
    hint::black_box,
    io::{Read, Write, stderr, stdin, stdout},
    mem::ManuallyDrop,
    os::fd::FromRawFd,
};

/// The department.
pub struct Hostile;

/// One way of failing.
struct Way {
    id: Id,
    act: fn(&OrganisationRecords, &mut Count) -> Result<(), Fault>,
}

impl Department for Hostile {
    fn about(&self) -> About {
        About::new("hostile", Text::new("敌意插件", "Hostile plugin"))
    }

    fn register(&self, list: &mut List) {
        list.pack("hostile.toml", include_str!("hostile.toml"));
        let mut way = |id, act| list.native(Way { id, act });
        way(id!("hostile/well-behaved"), well_behaved);
        way(id!("hostile/panic"), |_, _| panic!("the harbour is closed"));
        way(id!("hostile/panic-in-drop"), |_, _| std::panic::panic_any(Startled));
        way(id!("hostile/fault"), |_, _| Err(Fault::said("no list of ships was kept")));
        way(id!("hostile/exit-zero"), |_, _| std::process::exit(0));
        way(id!("hostile/abort"), |_, _| std::process::abort());
        way(id!("hostile/endless-loop"), |_, _| endless_loop());
        way(id!("hostile/stack-overflow"), |_, _| Err(Fault::said(deeper(1).to_string())));
        way(id!("hostile/null-dereference"), |_, _| null_dereference());
        way(id!("hostile/endless-memory"), |_, _| endless_memory());
        way(id!("hostile/more-met-than-counted"), |_, count| amount(count, 5, 1));
        way(id!("hostile/less-than-nothing"), |_, count| amount(count, -1, 1));
        way(id!("hostile/out-of-range"), |_, count| out_of_range(count));
        way(id!("hostile/undoubted-dispute"), undoubted_dispute);
        way(id!("hostile/output-flood"), output_flood);
        way(id!("hostile/event-flood"), event_flood);
        way(id!("hostile/too-many-items"), |_, count| too_many_items(count));
        way(id!("hostile/forged-answer"), forged_answer);
        way(id!("hostile/panic-for-one"), |records, count| for_one(records, count, || panic!("the harbour is closed")));
        way(id!("hostile/fault-for-one"), |records, count| {
            for_one(records, count, || Err(Fault::said("no list of ships was kept")))
        });
        way(id!("hostile/abort-for-one"), |records, count| for_one(records, count, || std::process::abort()));
        way(id!("hostile/endless-loop-for-one"), |records, count| for_one(records, count, endless_loop));
        tracing::warn!(ways = 22, "registered");
    }
}

impl Indicator for Way {
    fn define(&self) -> IndicatorDef {
        let text = || Text::new("敌意", "Hostile");
        IndicatorDef::new(self.id.clone(), id!("baseline/member-education-management"), text(), text())
    }
}

impl NativeIndicator for Way {
    fn inputs(&self) -> Inputs {
        Inputs::asking(["branch"]).reads("meeting", ["id", "held_on", "present", "criticism"])
    }

    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
        (self.act)(records, count)
    }
}

fn well_behaved(records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
    for row in records.rows("meeting") {
        let origin = row.origin().map(|origin| format!("{}:{}", origin.file, origin.row)).unwrap_or_default();
        let class = if row.boolean("criticism") == Some(true) { Class::Met } else { Class::Missed };
        count.item(
            Subject::Organisation,
            class,
            format!("{origin} {:?} {:?}", row.day("held_on"), row.number("present")),
        );
    }
    tracing::info!(organisation = %records.organisation, "counted");
    Ok(())
}

/// Misbehaves for the organisation `ZB02` only, which no register of the demo has.
fn for_one(
    records: &OrganisationRecords,
    count: &mut Count,
    act: impl FnOnce() -> Result<(), Fault>,
) -> Result<(), Fault> {
    if records.organisation.as_str() == "ZB02" { act() } else { well_behaved(records, count) }
}

/// A payload whose destructor panics again.
struct Startled;

impl Drop for Startled {
    fn drop(&mut self) {
        panic!("and again");
    }
}

fn endless_loop() -> Result<(), Fault> {
    loop {
        std::hint::spin_loop();
    }
}

#[expect(unconditional_recursion, reason = "the stack is to overflow")]
fn deeper(depth: u64) -> u64 {
    let room = black_box([depth; 64]);
    deeper(depth + 1) + room.iter().sum::<u64>()
}

#[expect(unsafe_code, reason = "what a plugin with unsafe code of its own can do")]
fn null_dereference() -> Result<(), Fault> {
    let nowhere = black_box(std::ptr::null_mut::<u8>());
    // SAFETY: there is none: the process is to be ended by the kernel.
    unsafe { nowhere.write_volatile(1) };
    Ok(())
}

fn endless_memory() -> Result<(), Fault> {
    let mut kept = Vec::new();
    loop {
        kept.push(black_box(vec![1_u8; 64 * 1024 * 1024]));
    }
}

fn amount(count: &mut Count, numerator: i64, denominator: i64) -> Result<(), Fault> {
    let amounts = Amounts { numerator: numerator.into(), denominator: denominator.into(), excluded: 0 };
    count.add(Item { amounts: Some(amounts), ..Item::new(Subject::Organisation, Class::Met) });
    Ok(())
}

fn out_of_range(count: &mut Count) -> Result<(), Fault> {
    for _ in 0..3 {
        let most = Fraction::new(i128::MAX, 1).unwrap_or(Fraction::ONE);
        let amounts = Amounts { numerator: most, denominator: most, excluded: 0 };
        count.add(Item { amounts: Some(amounts), ..Item::new(Subject::Organisation, Class::Met) });
    }
    Ok(())
}

fn undoubted_dispute(_: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
    count.add(Item { is_disputed: true, ..Item::new(Subject::Organisation, Class::Met) });
    Ok(())
}

/// Writes ten megabytes each to both outputs, and reads the input to its end, which would take the program's messages.
fn output_flood(records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
    let mut line = [b'x'; 1024];
    for _ in 0..10 * 1024 {
        // Whether anybody takes it is not the point.
        let _ = (stdout().write_all(&line), stderr().write_all(&line));
    }
    let _ = stdin().read(&mut line);
    well_behaved(records, count)
}

fn event_flood(records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
    for number in 0..5000 {
        tracing::error!(number, "flood");
    }
    well_behaved(records, count)
}

fn too_many_items(count: &mut Count) -> Result<(), Fault> {
    for _ in 0..20 {
        count.item(Subject::Organisation, Class::Met, "x".repeat(1024 * 1024));
    }
    Ok(())
}

/// Writes to every descriptor it can guess, among them the connection.
#[expect(unsafe_code, reason = "what a plugin with unsafe code of its own can do")]
fn forged_answer(_: &OrganisationRecords, _: &mut Count) -> Result<(), Fault> {
    for descriptor in 3..16 {
        // SAFETY: there is none: the descriptors belong to others.
        let mut file = ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) });
        let _ = file.write_all(b"not a message at all");
    }
    Ok(())
}

export_plugin!(Hostile);
