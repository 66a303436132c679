use super::*;

fn check(bytes: &[u8], expected: Option<(&str, &str)>) {
    assert_eq!(decoded(bytes), expected.map(|(text, name)| (text.to_owned(), leaked(name))));
}

fn leaked(name: &str) -> &'static str {
    Encoding::for_label(name.as_bytes()).expect("a known encoding").name()
}

#[test]
fn encodings_are_tried_in_their_order() {
    check("序号".as_bytes(), Some(("序号", "UTF-8")));
    check(b"\xef\xbb\xbf\xe5\xba\x8f", Some(("序", "UTF-8")));
    check(b"\xff\xfe\x8f\x5e", Some(("序", "UTF-16LE")));
    check(b"\xd0\xf2\xba\xc5", Some(("序号", "gb18030")));
    check(b"\xd0\xf2\xba\xc5\xff", None);
    check(b"a\0b", None);
}
