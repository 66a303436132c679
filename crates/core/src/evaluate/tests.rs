//! What the cases in `tests/spec` cannot express: three-valued arithmetic, flows, amounts, disputes, listings.

use super::*;
use crate::{
    columns::{Cell, Columns, Origin},
    contract::{FieldType, Kind},
    count::{Item, Listing, Subject},
    definition::{MeasureDef, Setting},
    measure::{Fields, compile},
    tally::Tally,
};

mod bounds;
mod composite;
mod shapes;
mod truth;

fn kind(text: &str) -> Kind {
    toml::from_str(text).unwrap()
}

/// Organisations, coverage and meetings, cut down to what these tests need.
fn contract() -> Contract {
    let org = r#"
        kind = "org"
        name = { zh = "组织", en = "Organisations" }
        row = { zh = "组织", en = "a state" }
        key = ["org", "valid_from"]
        unit_field = "org"
        date_field = "valid_from"
        sort = ["org", "valid_from"]
        span = { from = "valid_from", to = "valid_to" }
        field = [
            { id = "org", header = { zh = "编码", en = "Id" }, type = "id", required = true, privacy = "open" },
            { id = "valid_from", header = { zh = "起", en = "From" }, type = "date", required = true, privacy = "open" },
            { id = "valid_to", header = { zh = "止", en = "To" }, type = "date", privacy = "open", blank = "no-end" },
            { id = "kind", header = { zh = "类型", en = "Kind" }, type = "code", required = true, privacy = "open",
              codes = [{ code = "branch", zh = "支部", en = "branch" }] },
            { id = "staff", header = { zh = "人数", en = "Staff" }, type = "integer", privacy = "open", blank = "not-known" },
        ]"#;
    let coverage = r#"
        kind = "coverage"
        name = { zh = "覆盖", en = "Coverage" }
        row = { zh = "覆盖", en = "a statement" }
        key = ["kind", "org", "first_day"]
        sort = ["org"]
        field = [
            { id = "kind", header = { zh = "台账", en = "Register" }, type = "text", required = true, privacy = "open" },
            { id = "org", header = { zh = "组织", en = "Organisation" }, type = "id", required = true, privacy = "open" },
            { id = "scope", header = { zh = "范围", en = "Scope" }, type = "text", required = true, privacy = "open" },
            { id = "first_day", header = { zh = "起", en = "First" }, type = "date", required = true, privacy = "open" },
            { id = "last_day", header = { zh = "止", en = "Last" }, type = "date", required = true, privacy = "open" },
            { id = "stated_by", header = { zh = "依据", en = "By" }, type = "text", required = true, privacy = "open" },
        ]"#;
    let meeting = r#"
        kind = "meeting"
        name = { zh = "会议", en = "Meetings" }
        row = { zh = "会议", en = "a meeting" }
        key = ["id"]
        unit_field = "org"
        date_field = "held_on"
        sort = ["org", "held_on", "id"]
        field = [
            { id = "id", header = { zh = "编号", en = "Id" }, type = "id", required = true, privacy = "open" },
            { id = "org", header = { zh = "组织", en = "Organisation" }, type = "id", required = true, privacy = "open" },
            { id = "held_on", header = { zh = "日期", en = "Day" }, type = "date", required = true, privacy = "open" },
            { id = "present", header = { zh = "实到", en = "Present" }, type = "integer", privacy = "open", blank = "not-known" },
            { id = "closed", header = { zh = "不公开", en = "Closed" }, type = "boolean", privacy = "open", blank = "not-known" },
        ]"#;
    Contract::new([org, coverage, meeting].map(kind))
}

/// A table from lines of cells parted by blanks; `-` is an empty cell.
fn table(contract: &Contract, kind: &str, lines: &[&str]) -> Columns {
    let kind = contract.kind(kind).unwrap();
    let mut table = Columns::empty(kind);
    for (number, line) in lines.iter().enumerate() {
        let cells = line.split_whitespace().zip(&kind.fields).map(|(text, field)| match field.holds {
            _ if text == "-" => Cell::Blank,
            FieldType::Date => Cell::Day(text.parse().unwrap()),
            FieldType::Integer => Cell::Number(text.parse::<i64>().unwrap() * 100),
            FieldType::Boolean => Cell::Boolean(text == "yes"),
            _ => Cell::Text(text.into()),
        });
        let row = u32::try_from(number + 1).unwrap();
        table.push(cells, Origin { file: "t.csv".into(), sheet: None, row });
    }
    table.sorted(kind)
}

struct NoSettings;

impl Settings for NoSettings {
    fn on(&self, _: &str, _: Day) -> Option<Setting> {
        None
    }
}

/// One branch `B` since 2019, its meetings, and coverage of these by month ranges `first..last`.
struct Case<'c> {
    meetings: &'c [&'c str],
    covered: &'c [&'c str],
    as_of: &'c str,
}

impl Case<'_> {
    fn items(&self, measure: &MeasureDef) -> (Tally, Vec<Item>) {
        let contract = contract();
        let org = table(&contract, "org", &["B 2019-01-01 - branch 12"]);
        let covered: Vec<String> =
            self.covered.iter().map(|days| format!("meeting B own {} file", days.replace("..", " "))).collect();
        let covered: Vec<&str> = covered.iter().map(String::as_str).collect();
        let coverage = table(&contract, "coverage", &covered);
        let registers = Registers::new([org, coverage, table(&contract, "meeting", self.meetings)]);
        let fields = Fields { contract: &contract, parameter: &|_| None, parameter_names: &[], duty: &|_| None };
        let measure = compile(measure, &fields).unwrap();
        let evaluator = Evaluator::new(&contract, &registers, self.as_of.parse().unwrap());
        let period: Period = "2025".parse().unwrap();
        let question = Question { measures: &measure, settings: &NoSettings, calendar: Calendar::Year, period };
        let mut listing = Count::new(Listing::Items);
        evaluator.count(&question, &"B".into(), period, &mut listing).unwrap();
        let mut adding = Count::new(Listing::Counts);
        evaluator.count(&question, &"B".into(), period, &mut adding).unwrap();
        assert_eq!(listing.tally(), adding.tally(), "listing changes no number");
        (listing.tally().unwrap(), listing.into_items())
    }
}

/// `numerator/denominator` and the other counts that are not 0.
fn shown(tally: Tally) -> String {
    let others = [
        ("excluded", tally.excluded),
        ("excepted", tally.excepted),
        ("unknown", tally.unknown),
        ("open", tally.open),
        ("disputed", tally.disputed),
        ("pending", tally.pending),
    ];
    let others = others.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!(" {name} {count}"));
    format!("{}/{}{}", tally.numerator, tally.denominator, others.collect::<String>())
}

fn measure(text: &str) -> MeasureDef {
    toml::from_str(text).unwrap()
}
