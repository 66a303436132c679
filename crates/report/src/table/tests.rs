use super::*;
use calamine::{Reader as _, Xlsx};
use std::io::Cursor;

fn table() -> PrintedTable {
    let text = |text: &str| Cell::Text(text.to_owned());
    let column = |heading: &str, width| Column { heading: heading.to_owned(), width, is_centred: false };
    PrintedTable {
        title: "细则".to_owned(),
        subtitle: "市直机关".to_owned(),
        sheet: "a/b:c".to_owned(),
        columns: vec![column("项目", 10), column("标准", 20)],
        rows: vec![
            vec![text("学习"), text("未制定计划的，扣3分")],
            vec![Cell::Above, text("每少1次扣2分")],
            vec![text("加分"), text("")],
        ],
        notes: vec![Notes { heading: "分值".to_owned(), lines: vec!["总分：100分".to_owned()] }],
        foot: "&P".to_owned(),
    }
}

#[test]
fn cells_are_where_they_are_printed() {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(write_table(&table()).unwrap())).unwrap();
    assert_eq!(workbook.sheet_names(), ["a b c"]);
    let sheet = workbook.worksheet_range("a b c").unwrap();
    let at = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!([at(0, 0), at(1, 0), at(2, 1)], ["细则", "市直机关", "标准"]);
    assert_eq!([at(3, 0), at(3, 1), at(4, 0), at(4, 1)], ["学习", "未制定计划的，扣3分", "", "每少1次扣2分"]);
    assert_eq!([at(7, 0), at(8, 0)], ["分值", "总分：100分"]);
    let merged = workbook.merge_cells_by_sheet_name("a b c").unwrap();
    assert!(merged.iter().any(|range| (range.start, range.end) == ((3, 0), (4, 0))), "{merged:?}");
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(write_table(&table()).unwrap(), write_table(&table()).unwrap());
}

#[test]
fn rows_are_as_high_as_their_texts() {
    assert_eq!(lines("", 10), 1);
    assert_eq!(lines("a\nb", 10), 2);
    // Nine of the ten columns are used, a Chinese sign takes two.
    assert_eq!(lines("一二三四五", 10), 2);
    let mut heights = Heights::new(3);
    heights.ask(0, 1, 5);
    heights.ask(0, 0, 2);
    heights.ask(2, 2, 3);
    assert_eq!(heights.lines().map(|(_, lines)| lines).collect::<Vec<_>>(), [3, 2, 3]);
    assert!(height::of(10_000) <= 409.0);
}

#[test]
fn a_table_without_columns_or_rows_is_written_all_the_same() {
    let mut bare = table();
    bare.columns.truncate(1);
    bare.rows.clear();
    assert!(write_table(&bare).is_ok());
    assert_eq!(sheet_name("///"), "1");
}
