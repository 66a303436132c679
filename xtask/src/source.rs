//! Rust text with its comments and literals blanked, so that house rules look at code only. It is no parser: it knows
//! just enough to tell where a comment or a literal ends.

/// The text with every comment and literal replaced by spaces; lines stay where they are.
pub(crate) fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = hidden(rest, code.chars().next_back());
        let (taken, left) = rest.split_at_checked(length.max(first.len_utf8())).unwrap_or((rest, ""));
        if length == 0 {
            code.push(first);
        } else {
            code.extend(taken.chars().map(|one| if one == '\n' { '\n' } else { ' ' }));
        }
        rest = left;
    }
    code
}

/// Whether a word stands in a line as a word of its own.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    line.split(|one: char| !is_in_word(one)).any(|found| found == word)
}

fn is_in_word(one: char) -> bool {
    one.is_alphanumeric() || one == '_'
}

/// Bytes of the comment or literal that begins here; 0 if none does.
fn hidden(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return comment(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    if before.is_some_and(is_in_word) { 0 } else { raw(rest) }
}

/// A block comment, which may hold others.
fn comment(rest: &str) -> usize {
    let (mut depth, mut length) = (0_usize, 0);
    while let Some(left) = rest.get(length..).filter(|left| !left.is_empty()) {
        if left.starts_with("/*") {
            (depth, length) = (depth + 1, length + 2);
        } else if left.starts_with("*/") {
            (depth, length) = (depth - 1, length + 2);
        } else {
            length += left.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    length
}

/// A literal up to its closing quote that no backslash hides.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_hidden = false;
    for (at, one) in rest.char_indices().skip(1) {
        if one == quote && !is_hidden {
            return at + 1;
        }
        is_hidden = one == '\\' && !is_hidden;
    }
    rest.len()
}

/// A character; 0 for a lifetime, which has no closing quote after its first letter.
fn character(rest: &str) -> usize {
    let mut next = rest.chars().skip(1);
    match (next.next(), next.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(rest, '\''),
        _ => 0,
    }
}

/// A raw string: `r`, `br` or `cr`, hashes, a quote, up to a quote with as many hashes.
fn raw(rest: &str) -> usize {
    let Some(after) = ["r", "br", "cr"].iter().find_map(|prefix| rest.strip_prefix(prefix)) else { return 0 };
    let hashes = after.chars().take_while(|one| *one == '#').count();
    let Some(body) = after.get(hashes..).and_then(|left| left.strip_prefix('"')) else { return 0 };
    let end = format!("\"{}", "#".repeat(hashes));
    body.find(&end).map_or(rest.len(), |at| rest.len() - body.len() + at + end.len())
}

#[cfg(test)]
mod tests;
