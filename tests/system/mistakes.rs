//! Mistakes of users: each is answered by what is wrong, where, what was expected and what to do next. Whole outputs and
//! exit codes are compared.

mod arguments;
mod registers;
mod runs;
mod settings;

use crate::program::{Bench, compare};

/// A list of organisations that suffices for most mistakes: one branch.
const ORG: &str = "组织编码,组织类型,起始日期,终止日期,上级组织\nZB1,党支部,2020-01-01,,\n";

/// A bench with that list in `r/`, and one more file there.
fn bench_with(file: &str, text: impl AsRef<[u8]>) -> Bench {
    let bench = Bench::new();
    bench.write("r/组织.csv", ORG);
    bench.write(&format!("r/{file}"), text);
    bench
}

/// Checks registers with one faulty file beside the list of organisations, in English.
fn check_file(name: &str, file: &str, text: impl AsRef<[u8]>) {
    let bench = bench_with(file, text);
    compare(&format!("mistakes/registers/{name}"), &bench.transcript(&["check --registers r --lang en"]));
}
