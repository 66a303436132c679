//! A plugin that does without the SDK's side of the boundary and answers batches falsely: one way an indicator.

use changxiao_sdk::{
    prelude::*,
    wire::{
        BatchCall, Description, Exported, HostApi, LibHeader, METHODS, PLUGIN_API, RSlice, RStr, Reply, Root, Sink,
        TALLY_BATCH, TableView, Told, header,
    },
};

struct Library;

impl Exported for Library {
    fn root() -> Root {
        Root { init, describe, invoke }
    }
}

extern "C" fn init(_: &HostApi) {}

extern "C" fn describe(sink: Sink) {
    let pack = List::default().pack_of(About::new("forger", Text::new("伪造者", "Forger")));
    let (faults, texts) = (Vec::new(), Vec::new());
    let methods = METHODS.to_vec();
    let description =
        Description { api: PLUGIN_API, contract: 1, methods, pack: Some(pack), faults, texts, panic: None };
    write_text(sink, &serde_json::to_string(&description).unwrap_or_default());
}

extern "C" fn invoke(method: u32, json: RStr<'_>, _: RSlice<'_, TableView<'_>>, sink: Sink) {
    let call = serde_json::from_str::<BatchCall>(json.as_str());
    match call.ok().filter(|_| method == TALLY_BATCH) {
        Some(call) => answer(&call, sink),
        None => write(sink, &Reply::Unimplemented),
    }
}

fn answer(call: &BatchCall, sink: Sink) {
    let mut all: Vec<Told> =
        call.asked.iter().map(|asked| told(call, asked.organisation.clone(), asked.period)).collect();
    let period = all.first().map_or(call.as_of, |first| first.period.from());
    let stranger = || told(call, "ZB99".into(), Calendar::Year.around(period));
    match call.indicator.name() {
        "foreign-namespace" => change(&mut all, |second| second.indicator = id!("baseline/branch-meeting")),
        "other-indicator" => change(&mut all, |second| second.indicator = id!("forger/honest")),
        "other-organisation" => change(&mut all, |second| second.organisation = "ZB99".into()),
        "other-period" => change(&mut all, |second| second.period = Calendar::Month.around(period)),
        "other-order" => all.reverse(),
        "twice" => all = all.iter().flat_map(|told| [told.clone(), told.clone()]).collect(),
        "too-few" => drop(all.pop()),
        "too-many" => all.push(stranger()),
        "contradictory" => change(&mut all, |second| second.reply = counted(2, 1)),
        "too-long" => change(&mut all, |second| second.reply = Reply::Fault(Fault::said("x".repeat(200 * 1024)))),
        "of-nobody" => return write(sink, &counted(1, 1)),
        "unimplemented" => return write(sink, &Reply::Unimplemented),
        _ => {}
    }
    for told in &all {
        let text = serde_json::to_string(told).unwrap_or_default();
        let (one, many) = (r#""numerator":"1""#, |digits: usize| format!(r#""numerator":"{}""#, "9".repeat(digits)));
        let text = match call.indicator.name() {
            "not-a-number" => text.replace(one, r#""numerator":"NaN""#),
            "overflow" => text.replace(one, &many(60)),
            "half" => text.chars().take(text.len() / 2).collect(),
            _ => text,
        };
        write_text(sink, &text);
    }
}

fn change(all: &mut [Told], code: impl FnOnce(&mut Told)) {
    all.get_mut(1).map(code);
}

fn told(call: &BatchCall, organisation: OrganisationId, period: Period) -> Told {
    Told { indicator: call.indicator.clone(), organisation, period, reply: counted(1, 1) }
}

fn counted(numerator: i64, denominator: i64) -> Reply {
    let tally = Tally { numerator: numerator.into(), denominator: denominator.into(), ..Tally::default() };
    Reply::Counted { tally, items: Vec::new() }
}

fn write_text(sink: Sink, text: &str) {
    (sink.write)(sink.token, text.as_bytes().into());
}

fn write(sink: Sink, reply: &Reply) {
    write_text(sink, &serde_json::to_string(reply).unwrap_or_default());
}

/// What the program looks for.
#[expect(unsafe_code, reason = "what `export_plugin!` does for authors")]
#[unsafe(no_mangle)]
pub static _1as_0lib_1header_0root_bmodule_bloader: LibHeader = header::<Library>();
