//! How cells look, and how high the rows are. Everything can be told apart on a black-and-white print.

use changxiao_core::text::Language;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Fill of what is still to be written; light enough to write on with a pen.
const OPEN: Color = Color::RGB(0xE4_E4_E4);
/// Fill of headings.
const HEADING: Color = Color::RGB(0xD0_D0_D0);
/// Ink of what nobody needs to read.
const FAINT: Color = Color::RGB(0x80_80_80);

/// Size of the letters of answers.
pub(super) const LARGE: f64 = 13.0;
/// Size of the letters of what is looked up.
pub(super) const SMALL: f64 = 8.5;
/// Size of the letters of codes.
pub(super) const SMALLEST: f64 = 7.0;
/// Size of all other letters.
const USUAL: f64 = 10.0;

/// The formats of a workbook.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) plain: Format,
    pub(super) line: Format,
    /// Laid over cells whose row is not answered.
    pub(super) open: Format,
    /// Of the first row of an organisation, with a line above.
    pub(super) first: Looks,
    /// Of its other rows.
    pub(super) other: Looks,
}

/// The formats of a row.
pub(super) struct Looks {
    pub(super) text: Format,
    pub(super) small: Format,
    pub(super) expected: Format,
    pub(super) state: Format,
    pub(super) code: Format,
    pub(super) answer: Format,
    pub(super) reason: Format,
}

impl Look {
    pub(super) fn new(language: Language) -> Self {
        let base = || base(language);
        Self {
            title: font(Format::new(), language).set_font_size(16).set_bold().set_align(FormatAlign::VerticalCenter),
            heading: centred(base()).set_border(FormatBorder::Thin).set_bold().set_background_color(HEADING),
            label: base().set_bold(),
            plain: base(),
            line: base().set_border_bottom(FormatBorder::Thin).set_unlocked(),
            open: Format::new().set_background_color(OPEN).set_bold(),
            first: Looks::new(language, FormatBorder::Medium),
            other: Looks::new(language, FormatBorder::Thin),
        }
    }
}

impl Looks {
    fn new(language: Language, above: FormatBorder) -> Self {
        let cell = || base(language).set_border(FormatBorder::Thin).set_border_top(above);
        let answer = centred(cell()).set_font_size(LARGE).set_unlocked();
        Self {
            text: cell(),
            small: cell().set_font_size(SMALL),
            expected: centred(cell()).set_font_size(SMALL),
            state: centred(cell()),
            code: cell().set_font_size(SMALLEST).set_font_color(FAINT),
            answer: answer.set_border_left(FormatBorder::Medium).set_border_right(FormatBorder::Medium),
            reason: cell().set_unlocked(),
        }
    }
}

fn base(language: Language) -> Format {
    font(Format::new(), language).set_font_size(USUAL).set_text_wrap().set_align(FormatAlign::VerticalCenter)
}

fn font(format: Format, language: Language) -> Format {
    match language {
        Language::Chinese => format.set_font_name("宋体"),
        Language::English => format,
    }
}

fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}

/// Height that a text needs in a column so wide, with letters so large: a program that only prints does not find it.
pub(super) fn height(text: &str, (width, size): (f64, f64)) -> f64 {
    let room = (width - 1.5) * USUAL / size;
    let lines: f64 = text.lines().map(|line| lines(line, room)).sum();
    lines.max(1.0) * size * 1.45 + 5.0
}

/// Lines of a text that breaks between words, and between any two Chinese characters.
fn lines(text: &str, room: f64) -> f64 {
    let (mut lines, mut used, mut word) = (1.0, 0.0, 0.0);
    for letter in text.chars() {
        let breadth = if letter.is_ascii() { 0.95 } else { 2.0 };
        word = if letter.is_ascii_graphic() { word + breadth } else { 0.0 };
        used += breadth;
        if used > room {
            // The word that does not fit goes on in the next line, as long as it fits into one.
            used = if word > 0.0 && word <= room { word } else { breadth };
            lines += 1.0;
        }
    }
    lines
}
