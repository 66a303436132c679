//! The specimen of a plugin: the fictional Yunchuan Data Bureau raises the study hours of the baseline, and adds a
//! responsibility and two indicators, one by definition and one by code. `config/packs/example` is the same without code.
//! A definition that needs no code may stand in a TOML text beside it: `example.toml`.

#![forbid(unsafe_code)]

use changxiao_sdk::prelude::*;

/// The bureau.
pub struct Bureau;

impl Department for Bureau {
    fn about(&self) -> About {
        About::new("example", Text::new("云川市数据管理局", "Yunchuan Data Bureau")).version("1.0.0")
    }
    // The table of contents: one line a definition.
    fn register(&self, list: &mut List) {
        let raise = AmendmentDef::raise(id!("baseline/study-hours"), 32, 40, day!("2025-01-01"));
        list.amend(raise.because(Text::new("数据岗位任务较重", "data posts study more"), "云数发〔2025〕1号"));
        list.pack("example.toml", include_str!("example.toml"));
        list.native(WellAttended);
        tracing::info!(indicators = 2, "registered");
    }
}

/// Members' meetings to which at least four in five came.
pub struct WellAttended;

impl Indicator for WellAttended {
    fn define(&self) -> IndicatorDef {
        let name = Text::new("党员大会到会充分", "Well-attended members' meetings");
        let says = Text::new("到会不少于应到的五分之四", "at least four in five came");
        let id = id!("example/well-attended-meetings");
        IndicatorDef::new(id, id!("baseline/member-education-management"), name, says)
    }
}

impl NativeIndicator for WellAttended {
    fn inputs(&self) -> Inputs {
        Inputs::asking(["branch"]).reads("meeting", ["id", "kind", "expected", "present"])
    }
    // Asked once for every branch and period, also for one without a meeting: then nothing applies.
    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
        for row in records.rows("meeting").filter(|row| row.text("kind") == Some("member-meeting")) {
            // A head count that was not written down is no answer: the meeting counts as unknown, not as missed.
            let counts = row.number("present").zip(row.number("expected"));
            let is_met =
                counts.and_then(|(present, expected)| Some(present.times(5.into())? >= expected.times(4.into())?));
            let key = row.text("id").unwrap_or_default().into();
            count.item(Subject::Record { kind: "meeting".into(), key }, judge(is_met), "present × 5 ≥ expected × 4");
        }
        Ok(())
    }
}

export_plugin!(Bureau);
