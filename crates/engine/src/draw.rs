//! Drawing a sample of a frame by a seed, in a way that anybody can repeat with `sha256sum`: each id gets the SHA-256 of seed,
//! blank and id, and those with the smallest are drawn. The order of rows plays no part, and an organisation that joins the
//! frame takes at most one place in its class from another.

mod frame;

pub use frame::{Among, Candidate, Frame, Wanted, frame};

use crate::seal::digest;
use changxiao_core::{fraction::Fraction, message::Message};
use std::{collections::BTreeMap, str::FromStr};

/// How many are drawn of a class, or of the frame if it has no classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many.
    Number(usize),
    /// This share, above 0 and at most 1; parts of one count as one.
    Share(Fraction),
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The seed.
    pub seed: u64,
    /// How many.
    pub size: Size,
    /// How many more, in the same order, stand by for those that fall out.
    pub reserve: Option<Size>,
}

/// A sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Its classes; without `each of`, a single one without a name.
    pub classes: BTreeMap<String, Class>,
}

/// What was drawn of one class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// How many belong to it.
    pub frame: usize,
    /// How many were wanted; the class may be smaller.
    pub wanted: usize,
    /// Those drawn, in the order of their keys.
    pub drawn: Vec<Place>,
    /// Those that stand by, in the same order.
    pub reserve: Vec<Place>,
}

/// One that was drawn, or stands by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its key, by which the order goes.
    pub key: String,
    /// Its id.
    pub id: String,
}

/// Why nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody belongs to the frame.
    #[error("the frame is empty")]
    Empty,
    /// The frame has fewer than are wanted.
    #[error("the frame has {frame}, and {wanted} are wanted")]
    TooSmall {
        /// How many belong to it.
        frame: usize,
        /// How many are wanted.
        wanted: usize,
    },
}

impl Refused {
    /// The same in words.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => Message::new("draw-frame-empty"),
            Self::TooSmall { frame, wanted } => {
                Message::new("draw-frame-too-small").with("frame", *frame).with("wanted", *wanted)
            }
        }
    }
}

/// The key of an id: what `printf '%s' 'SEED ID' | sha256sum` prints.
#[must_use]
pub fn key(seed: u64, id: &str) -> String {
    digest(format!("{seed} {id}").as_bytes())
}

/// Draws.
pub fn draw(frame: &Frame, asked: Asked) -> Result<Draw, Refused> {
    if frame.candidates.is_empty() {
        return Err(Refused::Empty);
    }
    let mut places: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (id, candidate) in &frame.candidates {
        let place = Place { key: key(asked.seed, id), id: id.clone() };
        places.entry(&candidate.class).or_default().push(place);
    }
    let classes: BTreeMap<String, Class> =
        places.into_iter().map(|(name, places)| (name.to_owned(), class(places, asked))).collect();
    // A class that is too small is told beside those drawn; a frame that is too small draws nothing.
    let largest = classes.values().map(|class| class.frame).max().unwrap_or(0);
    let wanted = asked.size.of(largest);
    if wanted > largest {
        return Err(Refused::TooSmall { frame: largest, wanted });
    }
    Ok(Draw { classes })
}

fn class(mut places: Vec<Place>, asked: Asked) -> Class {
    places.sort();
    let frame = places.len();
    let wanted = asked.size.of(frame);
    let mut reserve = places.split_off(wanted.min(frame));
    reserve.truncate(asked.reserve.map_or(0, |size| size.of(frame)));
    Class { frame, wanted, drawn: places, reserve }
}

impl Class {
    /// Whether it has fewer than are wanted, so that all of it was drawn.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.frame < self.wanted
    }
}

impl Draw {
    /// How many were drawn.
    #[must_use]
    pub fn drawn(&self) -> usize {
        self.classes.values().map(|class| class.drawn.len()).sum()
    }

    /// How many stand by.
    #[must_use]
    pub fn reserve(&self) -> usize {
        self.classes.values().map(|class| class.reserve.len()).sum()
    }
}

impl Size {
    /// How many of so many.
    #[must_use]
    pub fn of(self, frame: usize) -> usize {
        match self {
            Self::Number(number) => number,
            Self::Share(share) => {
                let whole = i128::try_from(frame).ok().and_then(|frame| Fraction::new(frame, 1));
                let part = whole.and_then(|whole| whole.times(share)).map_or(0, Fraction::ceiling);
                usize::try_from(part).unwrap_or(frame)
            }
        }
    }
}

/// `30`, or a share: `10%`, `1/3`, `0.05`.
impl FromStr for Size {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole {
            return text
                .parse()
                .map_err(|_| ())
                .and_then(|number| if number > 0 { Ok(Self::Number(number)) } else { Err(()) });
        }
        let share: Fraction = text.parse().map_err(|_| ())?;
        if share > Fraction::ZERO && share <= Fraction::ONE { Ok(Self::Share(share)) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests;
