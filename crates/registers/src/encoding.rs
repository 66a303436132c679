//! The encoding of a text file. UTF-8 comes before GB18030, because UTF-8 Chinese also reads as GB18030 without an error.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text, and the name of the encoding it was in; `None` if it is in none of those that are tried.
pub(crate) fn decoded(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(bytes.get(mark..)?, encoding);
    }
    strictly(bytes, UTF_8).or_else(|| strictly(bytes, GB18030)).filter(|(text, _)| !text.contains('\0'))
}

fn strictly(bytes: &[u8], encoding: &'static Encoding) -> Option<(String, &'static str)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some((text.into_owned(), encoding.name()))
}

#[cfg(test)]
mod tests;
