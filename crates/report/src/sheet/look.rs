//! How cells look. Everything can be told apart on a black-and-white print.

use changxiao_core::text::Language;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Fill of what is still to be written; light enough to write on with a pen.
const OPEN: Color = Color::RGB(0xE4_E4_E4);
/// Fill of headings.
const HEADING: Color = Color::RGB(0xD0_D0_D0);
/// Ink of what nobody needs to read.
const FAINT: Color = Color::RGB(0x80_80_80);

/// The formats of a workbook.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) shown: Format,
    pub(super) state: Format,
    pub(super) code: Format,
    pub(super) answer: Format,
    pub(super) reason: Format,
    /// Laid over cells whose row is not answered.
    pub(super) open: Format,
    pub(super) label: Format,
    pub(super) plain: Format,
    pub(super) line: Format,
}

impl Look {
    pub(super) fn new(language: Language) -> Self {
        let font = |format: Format| match language {
            Language::Chinese => format.set_font_name("宋体"),
            Language::English => format,
        };
        let base = || font(Format::new()).set_font_size(10).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let cell = || base().set_border(FormatBorder::Thin);
        let centred = |format: Format| format.set_align(FormatAlign::Center);
        Self {
            title: font(Format::new()).set_font_size(16).set_bold().set_align(FormatAlign::VerticalCenter),
            heading: centred(cell()).set_bold().set_background_color(HEADING),
            text: cell(),
            shown: centred(cell()),
            state: centred(cell()),
            code: cell().set_font_size(7).set_font_color(FAINT),
            answer: centred(cell()).set_font_size(13).set_border(FormatBorder::Medium).set_unlocked(),
            reason: cell().set_unlocked(),
            open: Format::new().set_background_color(OPEN).set_bold(),
            label: base().set_bold(),
            plain: base(),
            line: base().set_border_bottom(FormatBorder::Thin).set_unlocked(),
        }
    }
}
