use super::*;

fn check(text: &str, code: &str) {
    let found = code_only(text);
    assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), code, "{text}");
    assert_eq!(found.lines().count(), text.lines().count(), "{text}");
}

#[test]
fn comments_and_literals_are_blanked() {
    check("a // b \"c\n d", "a d");
    check("a /* b /* c */ d\n */ e", "a e");
    check("f(\"b \\\" c\", 'x', '\\'', \"党\") g", "f( , , , ) g");
    check("a r#\"b \" c\n\"# d", "a d");
    check("br\"\\\" d", "d");
}

#[test]
fn lifetimes_and_raw_identifiers_are_code() {
    check("fn f<'a>(x: &'a str) -> r#type", "fn f<'a>(x: &'a str) -> r#type");
    check("for x in y {}", "for x in y {}");
}

#[test]
fn a_word_ends_where_letters_end() {
    assert!(has_word("pub bad fn", "bad"));
    assert!(!has_word("forbid(bad_code)", "bad"));
}
