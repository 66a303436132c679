//! Heights of rows: programs do not fit the height of merged cells to their text, so it is reckoned here.

use unicode_width::UnicodeWidthStr as _;

/// Points of a line of text.
const LINE: f64 = 14.0;
/// Points above and below the text of a row.
const PADDING: f64 = 5.0;
/// The highest row that workbooks know, in points.
const HIGHEST: f64 = 409.0;

/// The height of a row of so many lines, in points.
pub(super) fn of(lines: usize) -> f64 {
    let lines = u16::try_from(lines.max(1)).unwrap_or(u16::MAX);
    (f64::from(lines) * LINE + PADDING).min(HIGHEST)
}

/// How many lines a text takes in a width of Latin characters. A little is left free, since words are not cut.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let width = width.saturating_sub(1).max(2);
    text.split('\n').map(|line| line.width().div_ceil(width).max(1)).sum::<usize>().max(1)
}

/// Lines of the rows of a table, of which some cells reach over several.
pub(super) struct Heights {
    rows: Vec<usize>,
    asked: Vec<(usize, usize, usize)>,
}

impl Heights {
    pub(super) fn new(rows: usize) -> Self {
        Self { rows: vec![1; rows], asked: Vec::new() }
    }

    /// A cell from a first to a last row needs so many lines.
    pub(super) fn ask(&mut self, first: usize, last: usize, lines: usize) {
        self.asked.push((first, last, lines));
    }

    /// The lines of each row: what a cell of one row needs, and of longer cells what is missing, shared out evenly.
    pub(super) fn lines(mut self) -> impl Iterator<Item = (usize, usize)> {
        self.asked.sort_by_key(|(first, last, _)| (last - first, *first));
        for (first, last, lines) in &self.asked {
            let Some(rows) = self.rows.get_mut(*first..=*last) else { continue };
            let missing = lines.saturating_sub(rows.iter().sum());
            let count = rows.len();
            for (at, row) in rows.iter_mut().enumerate() {
                *row += missing / count + usize::from(at < missing % count);
            }
        }
        self.rows.into_iter().enumerate()
    }
}
