//! Standard output, where data goes. A reader that has seen enough (`| head`) ends the program quietly.

use std::io::Write as _;

/// Prints a line.
pub(crate) fn line(text: impl AsRef<str>) {
    let mut output = std::io::stdout().lock();
    if let Err(error) = writeln!(output, "{}", text.as_ref())
        && error.kind() == std::io::ErrorKind::BrokenPipe
    {
        std::process::exit(0);
    }
}
