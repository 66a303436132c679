//! The boundary without a library: tables there and back, and a plugin called through its three functions.

use super::*;
use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    count::{Count, Subject},
    definition::IndicatorDef,
    department::{About, Department, List},
    fault::Fault,
    native::{Indicator, Inputs, NativeIndicator, OrganisationRecords},
    tally::{Class, Tally},
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

#[test]
fn joined_tables_are_taken_apart_again() {
    let (one, mut body) = (every_type(), Vec::new());
    let none = one.picked(&[]);
    let last = one.picked(&[3, 17]);
    let shape = encode_joined(&one, &[&one, &none, &last], &mut body);
    assert_eq!(shape.rows, 22);
    with_views(&[shape], &body, |views| {
        let part = |rows| table::decode_rows(&views[0], rows).map(|table| format!("{table:?}"));
        assert_eq!(part(0..20), Some(format!("{one:?}")));
        assert_eq!(part(20..20), Some(format!("{none:?}")));
        assert_eq!(part(20..22), Some(format!("{last:?}")));
        assert_eq!(part(20..23), None);
        #[expect(clippy::reversed_empty_ranges, reason = "what no program of ours sends")]
        let reversed = part(5..4);
        assert_eq!(reversed, None);
    })
    .unwrap();
}

struct Harbour;

impl Department for Harbour {
    fn about(&self) -> About {
        About::new("harbour", Text::new("港务局", "Harbour Bureau"))
    }
    fn register(&self, list: &mut List) {
        list.pack("a.toml", "[[amendment]]\ntarget = \"b/c\"\nchange = { raise = { from = 1, to = \"3/2\" } }\nsince = \"2025-01-01\"\nreason = { zh = \"因\", en = \"why\" }\nauthority = \"文\"\n");
        list.pack("b.toml", "[[x]]\n");
        list.native(Rows);
    }
}

/// Counts rows as missed; panics at the organisation `B`.
struct Rows;

impl Indicator for Rows {
    fn define(&self) -> IndicatorDef {
        let text = || Text::new("行", "Rows");
        IndicatorDef::new("harbour/rows".parse().unwrap(), "harbour/quay-talks".parse().unwrap(), text(), text())
    }
}

impl NativeIndicator for Rows {
    fn inputs(&self) -> Inputs {
        Inputs::asking(["branch"]).reads("meeting", ["id"])
    }
    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
        assert!(records.organisation.as_str() != "B", "not here");
        records.rows("meeting").for_each(|_| count.item(Subject::Organisation, Class::Missed, "a row"));
        Ok(())
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
    let call = r#"{"indicator":"harbour/x","as_of":"2026-01-01","asked":[]}"#;
    assert_eq!(ask(TALLY_BATCH, call), Reply::UnknownIndicator);
    assert!(matches!(ask(TALLY_BATCH, "{}"), Reply::Unreadable(_)));
}

thread_local! {
    static PIECES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

extern "C" fn keep_piece(_: u64, bytes: RSlice<'_, u8>) {
    PIECES.with_borrow_mut(|pieces| pieces.push(String::from_utf8(bytes.to_vec()).unwrap()));
}

/// What is told about a batch of organisations, each with its rows of one table of twenty.
fn told(asked: &[(&str, (u64, u64))]) -> Vec<String> {
    let mut body = Vec::new();
    let shape = encode(&every_type(), &mut body);
    let asked = asked.iter().map(|(organisation, rows)| Asked {
        organisation: (*organisation).into(),
        period: "2025".parse().unwrap(),
        rows: [("meeting".to_owned(), *rows)].into(),
    });
    let (indicator, as_of) = ("harbour/rows".parse().unwrap(), "2026-01-01".parse().unwrap());
    let json = serde_json::to_string(&BatchCall { indicator, as_of, asked: asked.collect() }).unwrap();
    with_views(&[shape], &body, |tables| {
        let call = Call { method: TALLY_BATCH, json: &json, tables };
        Plugin::new(&Harbour).invoke(call, Sink { token: 0, write: keep_piece });
    })
    .unwrap();
    PIECES.take()
}

#[test]
fn of_a_batch_each_is_told_by_itself() {
    let pieces = told(&[("A", (0, 3)), ("B", (3, 4)), ("C", (4, 4))]);
    let told: Vec<Told> = pieces.iter().map(|piece| serde_json::from_str(piece).unwrap()).collect();
    assert_eq!(told.iter().map(|told| told.organisation.as_str()).collect::<Vec<_>>(), ["A", "B", "C"]);
    let counted =
        |rows: i64| Reply::Counted { tally: Tally { denominator: rows.into(), ..Tally::default() }, items: Vec::new() };
    assert_eq!((&told[0].reply, &told[2].reply), (&counted(3), &counted(0)));
    assert!(matches!(told[1].reply, Reply::Panic(_)), "{:?}", told[1].reply);
}

#[test]
fn a_batch_that_asks_for_rows_beyond_the_end_is_unreadable() {
    let pieces = told(&[("A", (18, 21))]);
    let reply: Reply = serde_json::from_str(&pieces[0]).unwrap();
    assert_eq!(reply, Reply::Unreadable("the buffers of table `meeting` do not fit".to_owned()));
}

#[test]
fn methods_are_named_and_need_not_be() {
    let description: Description = written(|sink| Plugin::new(&Harbour).describe(sink));
    assert_eq!(description.methods, METHODS);
    let before: Description = serde_json::from_str(r#"{"api":1,"contract":2}"#).unwrap();
    assert_eq!(before.methods, [0; 0]);
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
