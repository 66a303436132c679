//! Reading as a whole: files in, registers, faults and notes out.

use crate::{Quarantined, Reading, contract, read};
use changxiao_core::{
    columns::Origin,
    fault::{Fault, Place},
    message::Message,
};
use std::{fs, path::PathBuf};

mod bad_files;
mod bad_rows;
mod coverage_claims;
mod fixtures;
mod messages;
mod workbooks;

/// A short list of organisations, which most tests need.
const ORGANISATIONS: &str = "组织编码,组织名称,组织类型,上级组织,所在单位,起始日期,终止日期
SJJ,云川市数据管理局,单位,,,2019-06-01,
JGDW,云川市数据管理局机关党委,机关党委,,SJJ,2019-06-01,
DZB01,第一党支部,党支部,JGDW,SJJ,2019-06-01,
DZB02,第二党支部,党支部,JGDW,SJJ,2019-06-01,
";

/// Files in a folder of their own.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self) -> Reading {
        let reading = read(&[self.folder.path().to_owned()], &contract().expect("embedded kinds")).expect("a reading");
        assert_balanced(&reading);
        reading
    }
}

/// Rows in = kept + put aside + left out, in each sheet and in all.
fn assert_balanced(reading: &Reading) {
    for line in &reading.balance {
        assert_eq!(line.seen, line.kept + line.quarantined + line.left_out, "{line:?}");
    }
    let quarantined: usize = reading.balance.iter().map(|line| line.quarantined).sum();
    assert_eq!(quarantined, reading.quarantined.len());
}

fn count(reading: &Reading, kind: &str) -> usize {
    reading.registers.table(kind).map_or(0, changxiao_core::columns::Columns::len)
}

fn quarantined(file: &str, row: u32, faults: Vec<Fault>) -> Quarantined {
    Quarantined { origin: Origin { file: file.into(), sheet: None, row }, faults }
}

fn fault(place: Place, key: &str, value: &str) -> Fault {
    Fault::new(place, Message::new(key).with("value", value))
}
