use super::*;

fn check(line: &str, titles: &[&str], organisations: &[&str], periods: &[&str]) {
    let mut said = Said::default();
    said.add_line(line);
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let expected = Said { titles: owned(titles), organisations: owned(organisations), periods: owned(periods) };
    assert_eq!(said, expected, "{line}");
}

#[test]
fn lines_are_taken_apart() {
    check("2025年度学习台账", &["2025年度学习台账"], &[], &[]);
    check("填报单位：云川市数据管理局机关党委　　　填报日期：2026年1月20日", &[], &["云川市数据管理局机关党委"], &[]);
    check("填报单位：第一党支部（DZB01）　填表人：示例甲", &[], &["第一党支部（DZB01）"], &[]);
    check("填报单位:第一党支部 填报日期:2026年1月20日", &[], &["第一党支部"], &[]);
    check("填报单位：第一党支部填报日期：2026年1月20日", &[], &["第一党支部"], &[]);
    check("党支部：\n第一党支部\n年度：\n2025", &[], &["第一党支部"], &["2025"]);
    check("填报单位：第一党支部　　2025年第一季度", &["2025年第一季度"], &["第一党支部"], &[]);
    check("（数据源自：示例系统 2026年1月）", &[], &[], &[]);
    check("填报日期：　2026年1月20日", &[], &[], &[]);
}
