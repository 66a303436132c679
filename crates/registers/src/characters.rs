//! Characters as people type them: blanks of all widths, full-width letters and digits.

/// The same text with full-width forms of ASCII characters and the full-width blank made half-width.
pub(crate) fn half_width(text: &str) -> String {
    let half = |letter: char| match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    };
    text.chars().map(half).collect()
}

/// Whether a character shows nothing: white space of any width, and marks without width.
pub(crate) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// The same text without any white space.
pub(crate) fn without_blanks(text: &str) -> String {
    text.chars().filter(|letter| !is_blank(*letter)).collect()
}

/// The same text without white space at its ends.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Half-width and without white space: the form in which words are compared.
pub(crate) fn comparable(text: &str) -> String {
    without_blanks(&half_width(text))
}

/// At most the first 40 characters, for quoting a cell in a message.
pub(crate) fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
