//! Messages between program and worker: one byte for the kind, four for the length, the payload. Bounded, so that
//! neither side can make the other reserve memory without end.

use std::io::{self, ErrorKind, IoSlice, Read, Write};

/// Longest payload.
pub(crate) const LONGEST: usize = 16 * 1024 * 1024;

/// Longest answer about one organisation where only counts are wanted: the longest backtrace of a panic, twice over.
pub(crate) const LONGEST_COUNTS: usize = 128 * 1024;

/// Kinds of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// Program: open this library (`Opening`).
    Open = 1,
    /// Program: describe yourself.
    Describe = 2,
    /// Program: do this (`Invocation`, then the buffers).
    Invoke = 3,
    /// Worker: an event.
    Log = 16,
    /// Worker: the library is open.
    Opened = 17,
    /// Worker: it is not, for this cause.
    Refused = 18,
    /// Worker: the plugin's answer.
    Answer = 19,
    /// Worker: the plugin's answer, or a piece of it, was too long and is left out.
    TooLong = 20,
    /// Worker: one piece of an answer that comes in pieces; `Answer` follows the last.
    Piece = 21,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Open,
        Self::Describe,
        Self::Invoke,
        Self::Log,
        Self::Opened,
        Self::Refused,
        Self::Answer,
        Self::TooLong,
        Self::Piece,
    ];
}

/// Writes one message, its payload in parts.
pub(crate) fn write(to: &mut impl Write, kind: Kind, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length).map_err(|_| ErrorKind::InvalidInput)?;
    let mut head = vec![kind as u8];
    head.extend(length.to_le_bytes());
    let mut parts: Vec<IoSlice<'_>> =
        std::iter::once(head.as_slice()).chain(parts.iter().copied()).map(IoSlice::new).collect();
    let mut rest = parts.as_mut_slice();
    IoSlice::advance_slices(&mut rest, 0);
    while !rest.is_empty() {
        match to.write_vectored(rest) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut rest, written),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads one message.
pub(crate) fn read(from: &mut impl Read) -> io::Result<(Kind, Vec<u8>)> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let kind = Kind::ALL.into_iter().find(|one| *one as u8 == kind).ok_or(ErrorKind::InvalidData)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    // Not reserved at once: the length is only a claim.
    let mut payload = Vec::new();
    from.take(length as u64).read_to_end(&mut payload)?;
    if payload.len() == length { Ok((kind, payload)) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back_as_it_went() {
        let mut bytes = Vec::new();
        write(&mut bytes, Kind::Invoke, &[b"ab", b"", b"c"]).unwrap();
        write(&mut bytes, Kind::Describe, &[]).unwrap();
        let mut from = bytes.as_slice();
        assert_eq!(read(&mut from).unwrap(), (Kind::Invoke, b"abc".to_vec()));
        assert_eq!(read(&mut from).unwrap(), (Kind::Describe, Vec::new()));
        assert_eq!(read(&mut from).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(read(&mut [99, 0, 0, 0, 0].as_slice()).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(read(&mut [1, 255, 255, 255, 255].as_slice()).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(read(&mut [1, 9, 0, 0, 0, 1].as_slice()).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
