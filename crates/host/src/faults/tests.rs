use super::*;
use annotate_snippets::Renderer;
use changxiao_core::{fault::Quote, text::Language};

fn quoting(text: &str, from: usize, until: usize) -> Fault {
    let quote = Quote { text: text.to_owned(), from, until };
    Fault::new(Place::file("x.toml").at_row(7).quoting(quote), Message::said("a\u{1b}[31m fault"))
}

fn shown(fault: &Fault) -> Option<String> {
    quoted::show(&Wording::new(Language::English), fault, &Renderer::plain())
}

/// A plugin can send any quote: none ends the program, and one that does not fit is not shown.
#[test]
fn quotes_of_any_form() {
    for (text, from, until) in [("学习", 1, 3), ("a", 0, 2), ("a", 1, 0), ("", 0, usize::MAX)] {
        assert_eq!(shown(&quoting(text, from, until)), None, "{text:?} {from} {until}");
    }
    let long = "学".repeat(20_000);
    for (text, from, until) in [
        ("", 0, 0),
        ("\n", 1, 1),
        ("\r\n\r\n", 0, 4),
        ("a\u{0}\u{1b}[2J", 1, 3),
        (&long, 30_000, 30_003),
        ("a\nb\n", 0, 4),
    ] {
        let shown = shown(&quoting(text, from, until)).unwrap();
        assert!(!shown.contains('\u{1b}'), "{shown}");
    }
}

#[test]
fn carets_stand_under_chinese() {
    let fault = quoting("only = \"会议类型 = '党日'\"", 23, 31);
    let expected = "fault: a␛[31m fault
 --> x.toml:7:16
  |
7 | only = \"会议类型 = '党日'\"
  |                    ^^^^^^";
    assert_eq!(shown(&fault).unwrap(), expected);
}
