//! Looks at the header of a library before anything opens it: the system's own words about such files mislead
//! ("No such file" for another machine), and a truncated library kills whoever maps it.

use crate::cause::Cause;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// Length of the ELF header and of an entry of the program header table, both for 64 bits.
const HEADER: usize = 64;
const ENTRY: u64 = 56;

/// Says what a file is not, if it is not a whole shared library for this machine. The header's places are those of the
/// ELF-64 specification.
pub(crate) fn check(path: &Path) -> Result<(), Cause> {
    let mut file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    let mut header = Vec::new();
    Read::by_ref(&mut file).take(HEADER as u64).read_to_end(&mut header).map_err(unreadable)?;
    if !header.starts_with(b"\x7fELF") {
        return Err(Cause::NotALibrary);
    }
    if header.len() < HEADER {
        return Err(Cause::Truncated { bytes, needed: HEADER as u64 });
    }
    check_machine(&header)?;
    let [(from, count), (sections, section_count)] =
        [(32, 56), (40, 60)].map(|(from, count)| (long(&header, from), short(&header, count)));
    let table_end = from.saturating_add(ENTRY * u64::from(count));
    let sections_end = sections.saturating_add(HEADER as u64 * u64::from(section_count));
    let mut needed = table_end.max(sections_end);
    if table_end <= bytes {
        let mut table = Vec::new();
        file.seek(SeekFrom::Start(from)).map_err(unreadable)?;
        file.take(ENTRY * u64::from(count)).read_to_end(&mut table).map_err(unreadable)?;
        let ends = table.chunks(ENTRY as usize).map(|entry| long(entry, 8).saturating_add(long(entry, 32)));
        needed = needed.max(ends.max().unwrap_or(0));
    }
    if needed > bytes { Err(Cause::Truncated { bytes, needed }) } else { Ok(()) }
}

fn check_machine(header: &[u8]) -> Result<(), Cause> {
    let is_64_bits_little_endian = header.get(4..6) == Some(&[2, 1]);
    let machine = match short(header, 18) {
        62 if is_64_bits_little_endian => "x86_64",
        183 if is_64_bits_little_endian => "aarch64",
        243 if is_64_bits_little_endian => "riscv64",
        258 if is_64_bits_little_endian => "loongarch64",
        other => return Err(Cause::OtherMachine(format!("ELF {other}"))),
    };
    if machine != std::env::consts::ARCH {
        return Err(Cause::OtherMachine(machine.to_owned()));
    }
    // 3 is a shared object; anything else is a program, an object file or a core.
    if short(header, 16) == 3 { Ok(()) } else { Err(Cause::NotALibrary) }
}

fn short(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|part| part.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|part| part.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "handed to `map_err`")]
fn unreadable(error: io::Error) -> Cause {
    Cause::Unreadable(error.to_string())
}
