use super::*;
use changxiao_core::{definition::SchemeDef, text::Language};
use changxiao_engine::scheme::sentence;
use changxiao_registers::contract;

/// A scheme of one item; `ITEM` are keys of the item, `ATOM` those of its atom, beside what every one has.
const SCHEME: &str = r#"
id = "a/b"
name = "试"
by = "office"
[fact.rate]
name = { zh = "到课率", en = "attendance" }
indicator = "a/rate"
[fact.hours]
name = { zh = "学时", en = "hours of study" }
unit = { zh = "学时", en = "hours" }
ask = "number"
[fact.staff]
org = "staff"
[fact.last]
name = { zh = "上年等次", en = "last year's grade" }
earlier = { of = "grade" }
[[item]]
id = "1"
name = "项"
points = 10
ITEM
[[item.atom]]
id = "a"
ATOM
[grading]
grade = [{ id = "good", name = { zh = "好", en = "good" }, at_least = 90 }, { id = "poor", name = { zh = "差", en = "poor" } }]
[[assessor]]
id = "office"
name = "机关党委"
"#;

fn scheme(item: &str, atom: &str) -> SchemeDef {
    let text = SCHEME.replace("ITEM", item).replace("ATOM", atom);
    toml::from_str(&text).unwrap_or_else(|error| panic!("{text}\n{error}"))
}

/// What an atom of an item of ten points says.
#[track_caller]
fn check(atom: &str, zh: &str, en: &str) {
    check_in("", atom, (zh, en));
}

#[track_caller]
fn check_in(item: &str, atom: &str, said: (&str, &str)) {
    let def = scheme(item, atom);
    let contract = contract().unwrap();
    let item = def.items.first().unwrap();
    let message =
        sentence(Naming { def: &def, contract: &contract, names: &BTreeMap::new() }, item, item.atoms.first().unwrap());
    let say = |language| Wording::new(language).say(&message);
    assert_eq!((say(Language::Chinese).as_str(), say(Language::English).as_str()), said);
}

#[test]
fn once_if_it_is_so() {
    let plan = r#"name = { zh = "未制定年度计划", en = "no yearly plan" }"#;
    let with = |rest: &str| format!("{plan}\n{rest}");
    check(&with("points = -3"), "未制定年度计划的，扣3分", "no yearly plan: minus 3 points");
    check(&with("points = -1"), "未制定年度计划的，扣1分", "no yearly plan: minus 1 point");
    check(&with("points = \"zero\""), "未制定年度计划的，本项不得分", "no yearly plan: no points for the whole item");
    check(
        &with("points = \"-?\""),
        "未制定年度计划的，扣分（数额不详）",
        "no yearly plan: minus points (how many is not known)",
    );
    check(&with("points = \"-3..-1\""), "未制定年度计划的，扣1至3分", "no yearly plan: minus 1 to 3 points");
    check(&with("points = \"-3..0\""), "未制定年度计划的，扣0至3分", "no yearly plan: minus 0 to 3 points");
    let ending = r#"name = { zh = "未制定年度计划的；", en = "no yearly plan." }"#;
    check(&format!("{ending}\npoints = -3"), "未制定年度计划的，扣3分", "no yearly plan: minus 3 points");
}

#[test]
fn what_is_earned_and_what_is_added() {
    let deed = r#"name = { zh = "经验获推广", en = "work held up as a model" }"#;
    let with = |rest: &str| format!("{deed}\n{rest}");
    check(&with("points = 2"), "经验获推广，得2分", "work held up as a model: 2 points");
    check_in("start = 4", &with("points = 2"), ("经验获推广，加2分", "work held up as a model: plus 2 points"));
    check_in(
        "start = 4",
        &with("points = 2\neach = 1\ncap = 6"),
        ("经验获推广，每1次加2分，最高加6分", "work held up as a model: plus 2 points for each one, at most plus 6"),
    );
    check(
        &with("points = \"+?\""),
        "经验获推广，加分（数额不详）",
        "work held up as a model: plus points (how many is not known)",
    );
}

#[test]
fn for_each_of_it() {
    let gaps = r#"name = { zh = "记录缺项", en = "gaps in minutes" }"#;
    check(
        &format!("{gaps}\npoints = -2\neach = 1"),
        "记录缺项的，每发现1起扣2分，扣完为止",
        "gaps in minutes: minus 2 points for each one found, until no points are left",
    );
    check(
        &format!("{gaps}\npoints = -2\neach = 1\nfloor = -4"),
        "记录缺项的，每发现1起扣2分，最多扣4分",
        "gaps in minutes: minus 2 points for each one found, at most minus 4",
    );
    check_in(
        "floor = \"none\"",
        &format!("{gaps}\npoints = -2\neach = 3\ncount = \"begun\""),
        (
            "记录缺项的，每发现3起扣2分（不足3起的按3起计）",
            "gaps in minutes: minus 2 points for each 3 found (part of 3 counts in full)",
        ),
    );
}

/// Tables put the measure word in brackets behind the name.
#[test]
fn the_unit_stands_in_the_name() {
    let name = r#"name = { zh = "发生信访（件）", en = "petitions" }"#;
    check_in(
        "floor = \"none\"",
        &format!("{name}\npoints = -2\neach = 1"),
        ("发生信访的，每发现1件扣2分", "petitions: minus 2 points for each one found"),
    );
    check(
        "name = { zh = \"月度计划（份）\", en = \"monthly plans\" }\npoints = -2\neach = 1\nshort_of = 12\nfloor = -4",
        "月度计划不足12份的，每少1份扣2分，最多扣4分",
        "monthly plans, fewer than 12: minus 2 points for each one missing, at most minus 4",
    );
}

#[test]
fn short_of_a_norm_and_beyond_one() {
    let meetings = r#"name = { zh = "专题会", en = "special meetings" }"#;
    check(
        &format!("{meetings}\npoints = -0.5\neach = 1\nshort_of = 4"),
        "专题会不足4次的，每少1次扣0.5分，扣完为止",
        "special meetings, fewer than 4: minus 0.5 points for each one missing, until no points are left",
    );
    check(
        &format!("{meetings}\npoints = -2\nshort_of = 4"),
        "专题会少于4的，扣2分",
        "special meetings, fewer than 4: minus 2 points",
    );
    check(
        &format!("{meetings}\npoints = -1\neach = 1\nbeyond = 6\nfloor = -3"),
        "专题会超过6次的，每多1次扣1分，最多扣3分",
        "special meetings, more than 6: minus 1 point for each one more, at most minus 3",
    );
    check(
        "name = { zh = \"专题会每少一次\", en = \"each special meeting missing\" }\npoints = -1\neach = 1\nshort_of = 4\nfloor = -3",
        "专题会每少一次，扣1分（应达到4次），最多扣3分",
        "each special meeting missing: minus 1 point (4 are required), at most minus 3",
    );
    check(
        "name = { zh = \"学习\", en = \"study\" }\nfrom = \"hours\"\npoints = -1\neach = 4\nshort_of = 32",
        "学习不足32学时的，每少4学时扣1分，扣完为止",
        "study, fewer than 32 hours: minus 1 point for each 4 hours missing, until no points are left",
    );
}

#[test]
fn shares_are_told_in_percent() {
    let rate = r#"name = { zh = "完成率", en = "share done" }"#;
    check(
        &format!("{rate}\nfrom = \"rate\"\npoints = -0.2\neach = 0.01\nshort_of = 0.95"),
        "完成率低于95%的，每低1个百分点扣0.2分，扣完为止",
        "share done below 95 %: minus 0.2 points for each 1 percentage point below, until no points are left",
    );
    check(
        &format!("{rate}\nfrom = \"rate\"\nshort_of = \"90 %\"\npoints = \"zero\""),
        "完成率低于90%的，本项不得分",
        "share done below 90 %: no points for the whole item",
    );
    check(
        &format!("{rate}\nline = [{{ at = 0.6, points = 0 }}, {{ at = 0.9, points = 10 }}]"),
        "完成率：60%得0分，90%得10分，其间按比例计算",
        "share done: 60 % – 0 points, 90 % – 10 points, in proportion between",
    );
}

#[test]
fn by_step() {
    let book = r#"name = { zh = "台账", en = "register" }"#;
    let word = |is: &str, zh: &str, en: &str, points: &str| {
        format!("{{ is = \"{is}\", name = {{ zh = \"{zh}\", en = \"{en}\" }}, points = {points} }}")
    };
    let steps = |points: [&str; 3]| {
        let [full, part, none] = points;
        let all = [
            word("full", "齐全", "complete", full),
            word("part", "不全", "incomplete", part),
            word("none", "无", "missing", none),
        ];
        format!("{book}\nstep = [{}]", all.join(", "))
    };
    check(
        &steps(["10", "5", "0"]),
        "台账：齐全得10分，不全得5分，无得0分",
        "register: complete – 10 points, incomplete – 5 points, missing – 0 points",
    );
    check(
        &steps(["0", "-2", "\"zero\""]),
        "台账：齐全不扣分，不全扣2分，无本项不得分",
        "register: complete – no deduction, incomplete – minus 2 points, missing – no points for the whole item",
    );
    check(
        &format!(
            "{book}\nstep = [{{ at_least = 12, points = 10 }}, {{ at_least = 6, below = 12, points = 5 }}, {{ points = 0 }}]"
        ),
        "台账：≥12得10分，≥6且＜12得5分，其余得0分",
        "register: ≥ 12 – 10 points, ≥ 6 and < 12 – 5 points, otherwise – 0 points",
    );
}

#[test]
fn the_answer_is_the_points() {
    let mark = r#"name = { zh = "检查", en = "check" }"#;
    check(
        &format!("{mark}\nfrom = {{ ask = {{ least = 0, most = 10 }} }}"),
        "检查：在0至10分之间评定",
        "check: 0 to 10 points, at discretion",
    );
    check(
        &format!("{mark}\nfrom = \"hours / 2 + 1\""),
        "检查：按“学时÷2＋1”计分",
        "check: points by “hours of study ÷ 2 + 1”",
    );
    check(
        &format!("{mark}\nfrom = {{ scheme = {{ id = \"a/other\" }} }}\nweight = 0.2"),
        "检查：按所得数值计分（按0.2折算）",
        "check: the number found is the points (counts 0.2 times)",
    );
}

#[test]
fn conditions_and_periods() {
    let plan = r#"name = { zh = "未开会", en = "no meeting" }"#;
    check(
        &format!("{plan}\npoints = -1\nevery = \"quarter\"\ntogether = \"least\""),
        "每季度：未开会的，扣1分（各期取最低）",
        "each quarter: no meeting: minus 1 point (the least of all periods)",
    );
    check(
        &format!("{plan}\npoints = -1\nwhen = \"staff >= 3 and (rate < 0.5 or hours is null)\""),
        "未开会的，扣1分（仅限在编人数≥3且（到课率＜0.5或学时无数据））",
        "no meeting: minus 1 point (only if Staff ≥ 3 and (attendance < 0.5 or hours of study is not there))",
    );
    check(
        &format!("{plan}\npoints = -1\nunless = \"last in ('good', 'poor')\""),
        "未开会的，扣1分（上年等次属于“好”、“差”的除外）",
        "no meeting: minus 1 point (not if last year's grade is one of “good”, “poor”)",
    );
    check(
        &format!("{plan}\npoints = -1\nwhen = \"kind = 'branch' and not staff is null\""),
        "未开会的，扣1分（仅限组织类型为“党支部”且在编人数有数据）",
        "no meeting: minus 1 point (only if Kind is “branch” and Staff is there)",
    );
    check(
        &format!(
            "{plan}\npoints = -1\nwhen = \"yes(rate > 0.5) + least(hours, 3) > if(staff > 1, round(hours, 0), 2)\""
        ),
        "未开会的，扣1分（仅限（到课率＞0.5计1，否则计0）＋学时、3中的最小值＞（在编人数＞1时学时（保留0位小数），否则2））",
        "no meeting: minus 1 point (only if (1 if attendance > 0.5, else 0) + the least of hours of study, 3 > (hours of study (to 0 decimal places) if Staff > 1, else 2))",
    );
}

/// Every text of a table, worded in both languages: nothing is left as a key, and no two marks meet.
#[test]
fn every_text_is_worded() {
    let contract = contract().unwrap();
    for language in [Language::Chinese, Language::English] {
        let text = super::super::new::text(language);
        let file: toml::Table = toml::from_str(text).unwrap();
        let [def] = file["scheme"].as_array().unwrap().as_slice() else { panic!("one scheme") };
        let def: SchemeDef = def.clone().try_into().unwrap();
        let wording = Wording::new(language);
        let text = markdown(
            &Page { wording: &wording, naming: Naming { def: &def, contract: &contract, names: &BTreeMap::new() } }
                .table(),
        );
        for key in
            ["sentence-", "formula-", "source-", "printed-", "term-", "render-", "together-", "combine-", "band-"]
        {
            assert!(!text.contains(key), "{key} in\n{text}");
        }
        // Blank cells leave two blanks.
        let text = text.replace("|  ", "| ");
        for mark in ["，，", "的的", "  ", "；；", ": :"] {
            assert!(!text.contains(mark), "{mark} in\n{text}");
        }
    }
}

#[test]
fn bars_and_ends_of_lines_stay_in_their_cells() {
    let table = PrintedTable {
        title: "x".to_owned(),
        columns: vec![Column { heading: "a|b".to_owned(), width: 5, is_centred: false }],
        rows: vec![vec![Cell::Text("1|2\n3".to_owned())], vec![Cell::Above]],
        ..PrintedTable::default()
    };
    assert_eq!(markdown(&table), "# x\n\n| a\\|b |\n| --- |\n| 1\\|2<br>3 |\n|  |\n");
}
