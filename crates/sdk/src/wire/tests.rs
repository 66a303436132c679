//! The boundary without a library: tables there and back, and a plugin called through its three functions.

use super::*;
use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    department::{About, Department, List},
    text::Text,
};
use std::cell::RefCell;

fn every_type() -> Columns {
    let columns = vec![
        ("id".to_owned(), Column::Text(Vec::new())),
        ("held_on".to_owned(), Column::Day(Vec::new())),
        ("present".to_owned(), Column::Number(Vec::new())),
        ("criticism".to_owned(), Column::Boolean(Vec::new())),
        ("topics".to_owned(), Column::List(Vec::new())),
    ];
    let mut table = Columns::new("meeting", columns);
    for row in 0..20_u32 {
        let text = if row % 3 == 0 { Cell::Blank } else { Cell::Text(format!("会{row}").into()) };
        let day = if row % 4 == 0 { Cell::Blank } else { Cell::Day("1969-12-31".parse().unwrap()) };
        let number = if row % 5 == 0 { Cell::Blank } else { Cell::Number(-100 * i64::from(row)) };
        let answer = if row % 2 == 0 { Cell::Blank } else { Cell::Boolean(row % 3 == 0) };
        let list = Cell::List((0..row % 3).map(|item| format!("题{item}").into()).collect());
        let sheet = (row > 10).then(|| "Sheet1".into());
        table.push([text, day, number, answer, list], Origin { file: "台账.xlsx".into(), sheet, row });
    }
    table
}

#[test]
fn a_table_comes_back_as_it_went() {
    for table in [every_type(), Columns::new("meeting", vec![("id".to_owned(), Column::Text(Vec::new()))])] {
        let mut body = Vec::new();
        let shape = encode(&table, &mut body);
        let back = with_views(&[shape], &body, |views| decode(&views[0])).unwrap().unwrap();
        assert_eq!(format!("{back:?}"), format!("{table:?}"));
    }
}

#[test]
fn buffers_that_do_not_fit_are_refused() {
    let mut body = Vec::new();
    let shape = encode(&every_type(), &mut body);
    assert_eq!(with_views(std::slice::from_ref(&shape), &body[1..], |_| ()), None);
    let more = TableShape { rows: shape.rows + 8, ..shape.clone() };
    assert!(with_views(&[more], &body, |views| decode(&views[0])).unwrap().is_none());
    let mut shape = shape;
    shape.columns[0].holds = 9;
    assert!(with_views(&[shape], &body, |views| decode(&views[0])).unwrap().is_none());
}

struct Harbour;

impl Department for Harbour {
    fn about(&self) -> About {
        About::new("harbour", Text::new("港务局", "Harbour Bureau"))
    }
    fn register(&self, list: &mut List) {
        list.pack("a.toml", "[[amendment]]\ntarget = \"b/c\"\nchange = { raise = { from = 1, to = \"3/2\" } }\nsince = \"2025-01-01\"\nreason = { zh = \"因\", en = \"why\" }\nauthority = \"文\"\n");
        list.pack("b.toml", "[[x]]\n");
    }
}

struct Startled;

impl Department for Startled {
    fn about(&self) -> About {
        About::new("startled", Text::new("惊", "Startled"))
    }
    fn register(&self, _: &mut List) {
        panic!("{} is not ready", "the list")
    }
}

thread_local! {
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

extern "C" fn keep(_: u64, bytes: RSlice<'_, u8>) {
    WRITTEN.with_borrow_mut(|written| written.extend_from_slice(&bytes));
}

fn written<T: serde::de::DeserializeOwned>(code: impl FnOnce(Sink)) -> T {
    code(Sink { token: 0, write: keep });
    serde_json::from_slice(&WRITTEN.take()).unwrap()
}

#[test]
fn a_description_carries_pack_and_faults() {
    let plugin = Plugin::new(&Harbour);
    let description: Description = written(|sink| plugin.describe(sink));
    let mut list = List::default();
    Harbour.register(&mut list);
    assert_eq!(description.pack, Some(list.pack_of(Harbour.about())));
    assert_eq!(description.faults, list.faults());
    assert_eq!(description.faults.len(), 1);
    let versions: Versions = written(|sink| plugin.describe(sink));
    assert_eq!((versions.api, versions.contract), (PLUGIN_API, changxiao_core::contract::CONTRACT_VERSION));
}

#[test]
fn a_panic_of_the_author_is_told() {
    let description: Description = written(|sink| Plugin::new(&Startled).describe(sink));
    assert_eq!(description.pack, None);
    assert_eq!(description.panic.unwrap().message, "the list is not ready");
}

#[test]
fn what_is_not_known_is_said() {
    let plugin = Plugin::new(&Harbour);
    let ask = |method, json: &str| written(|sink| plugin.invoke(Call { method, json, tables: &[] }, sink));
    let call = r#"{"indicator":"harbour/x","organisation":"A","period":{"from":"2025-01-01","to":"2026-01-01"},"as_of":"2026-01-01","listing":"counts"}"#;
    assert_eq!(ask(99, ""), Reply::Unimplemented);
    assert_eq!(ask(TALLY, call), Reply::UnknownIndicator);
    assert!(matches!(ask(TALLY, "{}"), Reply::Unreadable(_)));
}

/// If this fails, the boundary changed: plugins in the field would be refused or misread. Grow by method ids instead.
#[test]
fn the_layout_is_frozen() {
    use std::mem::{offset_of, size_of};
    // abi_stable compares the name of this package and its major version with those of the program.
    assert!(env!("CARGO_PKG_VERSION").starts_with("1."));
    assert_eq!(abi_stable::library::ROOT_MODULE_LOADER_NAME, "_1as_0lib_1header_0root_bmodule_bloader");
    assert_eq!(
        [offset_of!(Root, init), offset_of!(Root, describe), offset_of!(Root, invoke), size_of::<Root>()],
        [0, 8, 16, 24]
    );
    assert_eq!(
        [offset_of!(HostApi, token), offset_of!(HostApi, level), offset_of!(HostApi, log), size_of::<HostApi>()],
        [0, 8, 16, 24]
    );
    assert_eq!([offset_of!(Sink, token), offset_of!(Sink, write), size_of::<Sink>()], [0, 8, 16]);
    assert_eq!(
        [offset_of!(TableView<'_>, kind), offset_of!(TableView<'_>, rows), offset_of!(TableView<'_>, columns)],
        [0, 16, 24]
    );
    let column = [
        offset_of!(ColumnView<'_>, name),
        offset_of!(ColumnView<'_>, holds),
        offset_of!(ColumnView<'_>, validity),
        offset_of!(ColumnView<'_>, offsets),
        offset_of!(ColumnView<'_>, items),
        offset_of!(ColumnView<'_>, values),
    ];
    assert_eq!(column, [0, 16, 24, 40, 56, 72]);
    assert_eq!([size_of::<TableView<'_>>(), size_of::<ColumnView<'_>>()], [40, 88]);
}

/// Definitions travel as JSON. What a plugin built before the newer keys says of a duty is still read, and a duty without
/// them is still written so.
#[test]
fn a_duty_travels_as_it_did() {
    let text = r#"{"id":"a/b","part_of":"a/m","name":{"zh":"甲","en":"a"},"says":{"zh":"甲","en":"a"},"why":null,"example":null,
        "clause":{"regulation":{"zh":"例","en":"r"},"article":{"zh":"一","en":"1"},"in_force_from":"2020-01-01","confidence":"low"},
        "owners":["branch"],"only":null,"every":"two-months","grace_days":3,
        "shown_by":{"register":"meeting","only":null,"at_least":"1","unit":{"zh":"次","en":"time"}}}"#;
    let duty: changxiao_core::definition::DutyDef = serde_json::from_str(text).unwrap();
    assert_eq!(
        (duty.every, duty.after.clone(), duty.roles.len()),
        (Some(changxiao_core::definition::Every::TwoMonths), None, 0)
    );
    let written: serde_json::Value = serde_json::to_value(&duty).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(text).unwrap());
}
