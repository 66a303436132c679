use super::*;

fn read(output: &str) -> Sum {
    let mut sum = Sum::default();
    output.lines().for_each(|line| sum.read(line));
    sum
}

#[test]
fn results_of_several_programs_add_up() {
    let sum = read(
        "running 3 tests\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
         test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s\n",
    );
    assert_eq!((sum.passed, sum.failed), (14, 1));
}

#[test]
fn a_failed_test_is_named_with_its_place() {
    let sum = read(
        "---- day::leap stdout ----\n\nthread 'day::leap' (7) panicked at crates/core/src/day.rs:12:5:\nassertion failed\n",
    );
    assert_eq!(sum.findings, [Finding::new("crates/core/src/day.rs", 12, "test `day::leap` failed")]);
}

#[test]
fn a_failed_doc_test_has_its_place_in_its_name() {
    let output =
        "---- crates/core/src/day.rs - day::Day (line 7) stdout ----\nthread 'main' (7) panicked at /tmp/x.rs:3:1:\n";
    assert_eq!(read(output).findings, [Finding::new("crates/core/src/day.rs", 7, "doc test failed")]);
}

#[test]
fn a_panic_that_a_test_expects_is_no_finding() {
    assert_eq!(read("thread 'x' (7) panicked at crates/core/src/day.rs:12:5:\n").findings, []);
}
