//! The plugin PLUGIN_NAME: two indicators, one by definition and one by code. Change names, sentences and rules into
//! those of your office. `plugins/example` shows the rest: raising a requirement, a responsibility, definitions in TOML.

#![forbid(unsafe_code)]

use changxiao_sdk::prelude::*;

/// Who speaks.
pub struct Office;

impl Department for Office {
    // The namespace stands before the slash of every id here; the name is what readers see.
    fn about(&self) -> About {
        About::new("PLUGIN_NAME", Text::new("PLUGIN_NAME", "PLUGIN_NAME")).version("0.1.0")
    }
    // The table of contents: one line a definition.
    fn register(&self, list: &mut List) {
        list.indicator(&PartyDayQuarterly);
        list.native(MeetingsWithCounts);
    }
}

/// Branches that hold at least three Party days in each quarter. By definition: the program computes it.
pub struct PartyDayQuarterly;

impl Indicator for PartyDayQuarterly {
    fn define(&self) -> IndicatorDef {
        let name = Text::new("主题党日按季开足", "Three Party days a quarter");
        let says = Text::new("支部每季度至少开展三次主题党日", "a branch holds at least three Party days a quarter");
        let (id, part_of) = (id!("PLUGIN_NAME/party-day-quarterly"), id!("baseline/member-education-management"));
        let measure = MeasureDef::each(Calendar::Quarter, &["branch"])
            .count("held", "meeting", "kind = 'party-day'")
            .met_if("look.held >= 3");
        IndicatorDef::new(id, part_of, name, says).at_least(1.into()).measure(measure)
    }
}

/// Meetings of which it was written down how many should have come and how many came. By code.
pub struct MeetingsWithCounts;

impl Indicator for MeetingsWithCounts {
    fn define(&self) -> IndicatorDef {
        let name = Text::new("会议人数登记完整", "Meetings with head counts");
        let says = Text::new("会议登记了应到和实到人数", "both head counts of a meeting were written down");
        let (id, part_of) = (id!("PLUGIN_NAME/meetings-with-counts"), id!("baseline/member-education-management"));
        IndicatorDef::new(id, part_of, name, says)
    }
}

impl NativeIndicator for MeetingsWithCounts {
    // Only these columns arrive. The fields of all registers stand in `config/registers`.
    fn inputs(&self) -> Inputs {
        Inputs::asking(["branch"]).reads("meeting", ["id", "expected", "present"])
    }
    // Asked once for every branch and period, also for one without a meeting: then nothing applies.
    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
        for row in records.rows("meeting") {
            // Whether a number was written down can always be said, so that no meeting is unknown here.
            let is_met = row.number("expected").is_some() && row.number("present").is_some();
            let key = row.text("id").unwrap_or_default().into();
            count.item(Subject::Record { kind: "meeting".into(), key }, judge(Some(is_met)), "both were recorded");
        }
        Ok(())
    }
}

export_plugin!(Office);
