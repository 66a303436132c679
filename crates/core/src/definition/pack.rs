//! A pack: definitions as one TOML text or one message over a plugin's wire. A text names the noun of every item in a
//! table of its own (`[[indicator]]`, `[[duty]]`, …), so that a file may hold one item or many.

use super::{AmendmentDef, DutyDef, IndicatorDef, MechanismDef, ParameterDef, ResponsibilityDef, StudyPlanDef};
use crate::{
    department::About,
    fault::{Fault, Place, nearest},
    message::Message,
    native::Inputs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Definitions of one department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pack {
    /// Who speaks; in a folder of packs only one text says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// Mechanisms.
    #[serde(rename = "mechanism")]
    pub mechanisms: Vec<MechanismDef>,
    /// Duties.
    #[serde(rename = "duty")]
    pub duties: Vec<DutyDef>,
    /// Responsibilities.
    #[serde(rename = "responsibility")]
    pub responsibilities: Vec<ResponsibilityDef>,
    /// Study plans.
    #[serde(rename = "study_plan")]
    pub study_plans: Vec<StudyPlanDef>,
    /// Indicators.
    #[serde(rename = "indicator")]
    pub indicators: Vec<IndicatorDef>,
    /// Indicators computed by code; only over a plugin's wire.
    #[serde(rename = "native")]
    pub natives: Vec<NativeDef>,
    /// Dated parameters.
    #[serde(rename = "parameter")]
    pub parameters: Vec<ParameterDef>,
    /// Amendments.
    #[serde(rename = "amendment")]
    pub amendments: Vec<AmendmentDef>,
}

/// An indicator computed by code, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeDef {
    /// Its definition.
    pub indicator: IndicatorDef,
    /// The columns its code reads.
    pub inputs: Inputs,
}

/// A text with definitions, and the name of the file it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// File, for faults.
    pub file: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

impl PackText {
    /// A text by this name.
    #[must_use]
    pub fn new(file: &str, text: &str) -> Self {
        Self { file: file.into(), text: text.into() }
    }

    /// Reads the definitions. A syntax fault or unknown key is a fault with line and the nearest existing key.
    pub fn read(&self) -> Result<Pack, Fault> {
        toml::from_str::<Pack>(&self.text).map_err(|error| {
            let place = self.place(error.span().map_or(0, |span| span.start));
            explain(error.message(), place)
        })
    }

    /// The line where a key is set inside the item with this id; the head of the file if it cannot be found.
    #[must_use]
    pub fn place_of(&self, id: &str, key: &str) -> Place {
        let item = self.text.find(&format!("\"{id}\"")).unwrap_or(0);
        let last = key.rsplit('.').next().unwrap_or(key);
        let mut from = item;
        for line in self.text.get(item..).unwrap_or("").split_inclusive('\n') {
            if from > item && line.starts_with("[[") {
                break;
            }
            let is_it = line.trim_start().strip_prefix(last).is_some_and(|rest| rest.trim_start().starts_with('='));
            if is_it {
                return self.place(from).in_column(key);
            }
            from += line.len();
        }
        self.place(item).in_column(key)
    }

    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        Place::file(self.file.as_ref()).at_row(u32::try_from(line).unwrap_or(u32::MAX))
    }
}

/// Gives serde's sentence about an unknown key the form of our own faults; other sentences pass as they are.
fn explain(sentence: &str, place: Place) -> Fault {
    let mut quoted = sentence.split('`').skip(1).step_by(2);
    let (Some(wanted), true) = (quoted.next(), sentence.starts_with("unknown field")) else {
        return Fault::new(place, Message::new("definition-unreadable").with("text", sentence));
    };
    let known: Vec<&str> = quoted.collect();
    let fault = Fault::new(place, Message::new("definition-unknown-key").with("key", wanted));
    match nearest(wanted, known.iter().copied()) {
        Some(name) => fault.hint(Message::new("hint-nearest").with("name", name)),
        None => fault.expected(Message::new("expected-one-of").with("names", known.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_placed_and_the_nearest_offered() {
        let text =
            "[[mechanism]]\nid = \"a/b\"\nname = { zh = \"甲\", en = \"a\" }\npurpos = { zh = \"乙\", en = \"b\" }\n";
        let fault = PackText::new("m.toml", text).read().unwrap_err();
        assert_eq!(fault.place, Place::file("m.toml").at_row(4));
        assert_eq!(fault.message, Message::new("definition-unknown-key").with("key", "purpos"));
        assert_eq!(fault.hint, Some(Message::new("hint-nearest").with("name", "purpose")));
    }

    #[test]
    fn a_key_of_an_item_is_found_by_line() {
        let text =
            PackText::new("x.toml", "[[a]]\nid = \"n/one\"\nonly = \"x\"\n[[a]]\nid = \"n/two\"\n\nonly = \"y\"\n");
        assert_eq!(text.place_of("n/two", "measure.only").row, Some(7));
        assert_eq!(text.place_of("n/one", "measure.only").row, Some(3));
        assert_eq!(text.place_of("n/one", "numerator").row, Some(2));
    }
}
