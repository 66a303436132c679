use super::*;

fn arguments(line: &str) -> Arguments {
    Arguments::new("test", line.split(' ').map(str::to_owned).collect())
}

#[test]
fn what_is_taken_is_gone_and_the_rest_is_refused() {
    let mut all = arguments("--lang en --quick NAME -- --lib x");
    assert_eq!(all.after_dashes(), ["--lib", "x"]);
    assert_eq!(all.option("--lang").unwrap().as_deref(), Some("en"));
    assert!(all.has_flag("--quick") && !all.has_flag("--quick"));
    assert!(all.clone().end().is_err());
    assert_eq!(all.word("a name").unwrap(), "NAME");
    assert!(all.word("a name").is_err());
    assert!(all.end().is_ok());
}

#[test]
fn an_option_needs_its_value() {
    assert!(arguments("--lang").option("--lang").is_err());
}
