//! Names of organisations. They name things that no office is named after, so that nobody takes a sample for real.

/// The administration as a whole.
pub(super) const TOP: &str = "样例市";

const DEPARTMENTS: &[&str] =
    &["星象", "潮汐", "灯塔", "驿站", "花木", "竹简", "风铃", "砚石", "渡口", "云雾", "棋盘", "纸鸢", "珊瑚", "松针"];

const DIGITS: &[char] = &['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A department by its number from 0.
pub(super) fn department(index: usize) -> String {
    let name = DEPARTMENTS.get(index % DEPARTMENTS.len()).copied().unwrap_or_default();
    match index / DEPARTMENTS.len() {
        0 => format!("{TOP}{name}局"),
        round => format!("{TOP}{name}{}局", chinese(round + 1)),
    }
}

/// 第三党支部 and the like, below an organisation.
pub(super) fn numbered(above: &str, number: usize, what: &str) -> String {
    format!("{above}第{}{what}", chinese(number))
}

/// A number as offices write it: 十, 十四, 二十, 二十三; from 100 on digit by digit.
fn chinese(number: usize) -> String {
    let digit = |digit: usize| DIGITS.get(digit).copied().into_iter();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).collect(),
        (tens @ 1..=9, ones) => {
            let tens = digit(tens).filter(|_| tens > 1).chain(['十']);
            tens.chain(digit(ones).filter(|_| ones > 0)).collect()
        }
        _ => number
            .to_string()
            .chars()
            .filter_map(|one| digit(usize::try_from(one.to_digit(10)?).ok()?).next())
            .collect(),
    }
}

#[test]
fn numbers_are_written_as_offices_write_them() {
    let written = [1, 10, 11, 20, 23, 99, 100, 205].map(chinese);
    assert_eq!(written, ["一", "十", "十一", "二十", "二十三", "九十九", "一〇〇", "二〇五"]);
}
