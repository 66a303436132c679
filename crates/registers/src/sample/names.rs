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

/// A number digit by digit, as offices number what is many: 二三 for 23, but 十 for 10.
fn chinese(number: usize) -> String {
    if number == 10 {
        return "十".to_owned();
    }
    number.to_string().chars().filter_map(|digit| DIGITS.get(usize::try_from(digit.to_digit(10)?).ok()?)).collect()
}
