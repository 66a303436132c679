//! A second department: the fictional Yunchuan Tax Service Bureau, whose windows the public comes to. Opinions are to be
//! answered sooner, members study how to serve, and two indicators ask how opinions from the windows fare.

#![forbid(unsafe_code)]

use changxiao_sdk::prelude::*;

/// The bureau.
pub struct Bureau;

/// Days that an answer may take before it counts as slow.
const SLOW: i32 = 20;

/// So many slow answers one after another make a row.
const ROW: usize = 3;

impl Department for Bureau {
    fn about(&self) -> About {
        About::new("taxation", Text::new("云川市办税服务局", "Yunchuan Tax Service Bureau")).version("1.0.0")
    }
    fn register(&self, list: &mut List) {
        let authority = "云税服〔2025〕3号";
        let sooner = AmendmentDef::lower(id!("baseline/answer-days"), 30, 20, day!("2025-01-01"));
        list.amend(sooner.because(Text::new("窗口单位应当答复得更快", "windows have to answer sooner"), authority));
        list.pack("taxation.toml", include_str!("taxation.toml"));
        list.native(NoRowOfSlowAnswers);
    }
}

/// Units where no three opinions one after another were answered slowly: one slow answer happens, a row of them lasts.
pub struct NoRowOfSlowAnswers;

impl Indicator for NoRowOfSlowAnswers {
    fn define(&self) -> IndicatorDef {
        let name = Text::new("意见答复没有连续拖延", "No row of slow answers");
        let says =
            Text::new("没有接连三件意见超过二十天才答复", "no three opinions in a row waited more than twenty days");
        IndicatorDef::new(id!("taxation/no-row-of-slow-answers"), id!("baseline/good-conduct"), name, says)
            .at_least(1.into())
    }
}

impl NativeIndicator for NoRowOfSlowAnswers {
    fn inputs(&self) -> Inputs {
        Inputs::asking(["unit"]).reads("opinion", ["received_on", "answered_on"])
    }
    // Rows arrive in the order of the days on which opinions were received. A unit without opinions has no item.
    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
        let waits = records.rows("opinion").filter_map(|row| {
            let until = row.day("answered_on").unwrap_or(records.as_of);
            Some(until.number() - row.day("received_on")?.number())
        });
        let waits: Vec<i32> = waits.collect();
        if !waits.is_empty() {
            let has_row = waits.windows(ROW).any(|row| row.iter().all(|days| *days > SLOW));
            let asked =
                Text::new("有没有接连三件超过二十天才答复", "whether three in a row waited more than twenty days");
            count.item(Subject::Organisation, judge(Some(!has_row)), asked);
        }
        Ok(())
    }
}

export_plugin!(Bureau);
