//! What sheets state about their coverage, from the lines above them and their names.

use super::*;
use changxiao_core::message::Argument;

const HEADER: &str = "会议编号,召开组织,会议类型,召开日期";
const ROW: &str = "H1,DZB01,党员大会,2025-03-01";

/// Reads one sheet of meetings with these lines above its header; compares organisation, scope, first and last day.
fn check(file: &str, above: &str, expected: Option<&str>) {
    let text = format!("{above}\n{HEADER}\n{ROW}\n");
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with(file, text).read();
    let table = reading.registers.table("coverage");
    let claims = table.into_iter().flat_map(|table| table.rows()).map(|row| {
        let days = (row.day("first_day").expect("a day"), row.day("last_day").expect("a day"));
        format!("{} {} {} {}", row.text("org").unwrap_or(""), row.text("scope").unwrap_or(""), days.0, days.1)
    });
    assert_eq!(claims.collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>(), "{file} {above}");
}

/// The same for a sheet that states no coverage; compares the reason.
fn check_none(file: &str, above: &str, reason: &str) {
    let text = format!("{above}\n{HEADER}\n{ROW}\n");
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with(file, text).read();
    assert_eq!(count(&reading, "coverage"), 0, "{file} {above}");
    let said = reading.notes.iter().find(|note| note.message.key == "register-states-no-coverage").expect("a note");
    let Some(Argument::Message(found)) = said.message.arguments.get("reason") else { panic!("a reason") };
    assert_eq!(found.key, reason, "{file} {above}");
}

#[test]
fn organisations_are_recognised() {
    let own = Some("DZB01 own 2025-01-01 2025-12-31");
    check("a.csv", "2025年会议台账\n填报单位：第一党支部（DZB01）", own);
    check("a.csv", "2025年会议台账\n填报单位:第一党支部(DZB01)", own);
    check("a.csv", "2025年会议台账\n报送单位：DZB01", own);
    check("a.csv", "2025年会议台账\n党支部：第一党支部", own);
    check("a.csv", "2025年会议台账\n党支部,：第一党支部", None);
    check("a.csv", "2025年会议台账\n单位：第一党支部（盖章）", own);
    check("a.csv", "第一党支部2025年会议台账", own);
    check("a.csv", "云川市数据管理局机关党委2025年会议台账", Some("JGDW subtree 2025-01-01 2025-12-31"));
    check("a.csv", "云川市数据管理局2025年会议台账", Some("SJJ subtree 2025-01-01 2025-12-31"));
    check("a.csv", "云川市数据管理局2025年会议台账\n填报单位：第二党支部", Some("DZB02 own 2025-01-01 2025-12-31"));
    check_none("a.csv", "2025年会议台账", "register-no-coverage-organisation-missing");
    check_none(
        "a.csv",
        "云川市数据管理局2025年会议台账\n填报单位：第九党支部",
        "register-no-coverage-organisation-unknown",
    );
    check_none("a.csv", "第一党支部、第二党支部2025年会议台账", "register-no-coverage-organisations-several");
}

#[test]
fn periods_are_recognised_in_their_order() {
    check("2024年.csv", "第一党支部2025年一季度会议台账", Some("DZB01 own 2025-01-01 2025-03-31"));
    check("2024年.csv", "第一党支部会议台账\n月份：2025年3月", Some("DZB01 own 2025-03-01 2025-03-31"));
    check("会议2025.csv", "第一党支部会议台账", Some("DZB01 own 2025-01-01 2025-12-31"));
    check("会议2025（一季度）.csv", "第一党支部会议台账", Some("DZB01 own 2025-01-01 2025-03-31"));
    check("一季度.csv", "第一党支部2025年会议台账", Some("DZB01 own 2025-01-01 2025-03-31"));
    check(
        "a.csv",
        "第一党支部会议台账\n填报单位：第一党支部　填报日期：2026年1月20日\n2025年1-9月",
        Some("DZB01 own 2025-01-01 2025-09-30"),
    );
    check_none("a.csv", "第一党支部会议台账\n填报日期：2026年1月20日", "register-no-coverage-period-missing");
    check_none("a.csv", "第一党支部会议台账（2026年1月20日）", "register-no-coverage-period-missing");
    check_none("a.csv", "第一党支部2024年、2025年会议台账", "register-no-coverage-periods-several");
}

#[test]
fn a_claim_that_was_declared_already_is_not_added_twice() {
    let coverage = "台账种类,组织,范围,起始日,截止日,依据\n会议,DZB01,本级,2025-01-01,2025-12-31,文件所载\n";
    let sheet = format!("第一党支部2025年\n{HEADER}\n{ROW}\n");
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("a.csv", sheet).with("覆盖.csv", coverage).read();
    assert_eq!(count(&reading, "coverage"), 1);
}
