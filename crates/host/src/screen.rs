//! Standard output, where data goes. A reader that has seen enough (`| head`) ends the program quietly.

use std::io::Write as _;

/// Prints a line.
pub(crate) fn line(text: impl AsRef<str>) {
    self::text(&format!("{}\n", text.as_ref()));
}

/// Prints a text that brings its own ends of lines.
pub(crate) fn text(text: &str) {
    let mut output = std::io::stdout().lock();
    if let Err(error) = output.write_all(text.as_bytes())
        && error.kind() == std::io::ErrorKind::BrokenPipe
    {
        std::process::exit(0);
    }
}
