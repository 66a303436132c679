//! Counting: items go in, a tally comes out, and the items themselves if an explanation was asked for. Both come from
//! the same calls, so that an explanation always adds up to its number.

use crate::{
    day::Day, day::Period, fraction::Fraction, message::Argument, message::Message, tally::Class, tally::Tally,
};
use serde::{Deserialize, Serialize};

/// Collects the items of one organisation, indicator and period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    tally: Tally,
    items: Vec<Item>,
    is_listing: bool,
    is_out_of_range: bool,
}

/// One thing that was counted, and why it was counted so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is: an occasion, a stay, a record.
    pub subject: Subject,
    /// What became of it.
    pub class: Class,
    /// Whether records contradict each other about it.
    #[serde(default)]
    pub is_disputed: bool,
    /// Its amounts, where the indicator measures amounts: they take the place of one each.
    #[serde(default)]
    pub amounts: Option<Amounts>,
    /// Why, sentence by sentence.
    #[serde(default)]
    pub reasons: Vec<Message>,
    /// The records that were looked at, counted or not.
    #[serde(default)]
    pub records: Vec<LookedAt>,
    /// The smallest change of the registers that would meet it.
    #[serde(default)]
    pub change: Option<Change>,
    /// When and by whom it is owed, if it is an occasion of a duty and items are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<Owed>,
}

/// When and by whom an occasion is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// The days on which a deed counts; where the last is not known, the day of the event alone.
    pub window: Period,
    /// Whether anybody knows the last day.
    pub is_day_known: bool,
    /// The last day before it was deferred, if it was.
    pub deferred_from: Option<Day>,
    /// The role whose holder owes it, if not the organisation does.
    pub role: Option<String>,
}

/// Amounts of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// In the numerator.
    pub numerator: Fraction,
    /// In the denominator.
    pub denominator: Fraction,
    /// How many records left before they were added up.
    #[serde(default)]
    pub excluded: u64,
}

/// Whether a count keeps its items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listing {
    /// It only adds up.
    #[default]
    Counts,
    /// It also keeps every item, for an explanation.
    Items,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The organisation in one occasion, such as a quarter.
    Occasion(Period),
    /// The organisation itself.
    Organisation,
    /// A record of a register, by its key; for stays the opaque id of the person.
    Record {
        /// Kind of register.
        kind: String,
        /// Its key, or the opaque id of the person.
        key: String,
    },
    /// A register whose sheet has not arrived: it stands for a number that nobody knows.
    MissingRegister {
        /// Kind of register.
        kind: String,
        /// First day that is missing.
        from: Option<Day>,
    },
}

/// One record that a look found under the item's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedAt {
    /// Kind of register.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// The organisation it belongs to.
    #[serde(default)]
    pub organisation: Option<String>,
    /// Whether its key names a person: then it is for that organisation's eyes only.
    #[serde(default)]
    pub is_personal: bool,
    /// Its day.
    pub day: Option<Day>,
    /// Where it stands: file, sheet, row.
    pub origin: String,
    /// Whether it was counted.
    pub is_counted: bool,
    /// Why, or why not.
    pub reason: Message,
}

/// The smallest change of the registers that would meet an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// How much is missing, in the unit of what is counted: meetings, hours.
    pub amount: Fraction,
    /// The change in words.
    pub message: Message,
}

impl Item {
    /// An item without reasons.
    #[must_use]
    pub fn new(subject: Subject, class: Class) -> Self {
        Self {
            subject,
            class,
            is_disputed: false,
            amounts: None,
            reasons: Vec::new(),
            records: Vec::new(),
            change: None,
            owed: None,
        }
    }
}

impl Count {
    /// A count that only adds up, or keeps every item as well.
    #[must_use]
    pub fn new(listing: Listing) -> Self {
        Self { is_listing: listing == Listing::Items, ..Self::default() }
    }

    /// Whether items are kept: only then is it worth while to give records and reasons.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        self.is_listing
    }

    /// Counts one item with a reason in the author's words: a plain text, or a [`Text`](crate::text::Text) in both languages.
    pub fn item(&mut self, subject: Subject, class: Class, reason: impl Into<Argument>) {
        let reasons = if self.is_listing { vec![Message::said(reason)] } else { Vec::new() };
        self.add(Item { reasons, ..Item::new(subject, class) });
    }

    /// Counts one item.
    pub fn add(&mut self, item: Item) {
        let mut tally = Tally::of(item.class);
        if let Some(amounts) = item.amounts {
            (tally.numerator, tally.denominator, tally.excluded) =
                (amounts.numerator, amounts.denominator, amounts.excluded);
        }
        tally.disputed = u64::from(item.is_disputed);
        match self.tally.plus(tally) {
            Some(sum) => self.tally = sum,
            None => self.is_out_of_range = true,
        }
        if self.is_listing {
            self.items.push(item);
        }
    }

    /// The eight counts; `None` if they left the range of exact fractions.
    #[must_use]
    pub fn tally(&self) -> Option<Tally> {
        (!self.is_out_of_range).then_some(self.tally)
    }

    /// The items, if they were kept.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items, if they were kept.
    #[must_use]
    pub fn into_items(self) -> Vec<Item> {
        self.items
    }
}
