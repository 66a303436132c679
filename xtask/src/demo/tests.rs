use super::*;

#[test]
fn a_step_is_filled_in() {
    let places = Places {
        host: "h".into(),
        registers: "t".into(),
        plugins: "a b".into(),
        run: "r".into(),
        schemes: "schemes".into(),
        sheets: "sheets".into(),
    };
    assert_eq!(
        words("x {registers} --plugin {plugins} --out {run}", &places, Some("en")),
        ["x", "t", "--plugin", "a b", "--out", "r", "--lang", "en"]
    );
}

#[test]
fn without_a_locale_it_is_chinese() {
    assert_eq!(
        ["", "C", "C.UTF-8", "POSIX", "zh_CN.UTF-8", "en_GB.UTF-8", "de_DE"].map(is_chinese),
        [true, true, true, true, true, false, false]
    );
}

#[test]
fn remarks_are_no_steps() {
    assert!(steps().all(|step| step.starts_with(|first: char| first.is_ascii_lowercase())));
    assert!(steps().next().is_some_and(|step| step.starts_with("sample make ")));
}
