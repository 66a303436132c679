use super::*;

#[test]
fn an_unknown_command_gets_the_nearest_and_the_list() {
    assert!(nearest("tset").starts_with("did you mean `cargo xtask test`?\n\nusage: "));
    assert!(nearest("entirely-different").starts_with("take one of these\n\nusage: "));
    assert!(find("tset").is_err());
}

#[test]
fn help_has_one_line_a_command() {
    assert_eq!(list().lines().count(), COMMANDS.len() + 2);
    assert_eq!(find("--help").unwrap().name(), "help");
}
