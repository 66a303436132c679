//! Years of the statutory calendar: one definition a year. The baseline's stands; a department adds a year only where the
//! baseline has none, and of two departments that define one year neither is taken.

use super::{Contribution, SourceKind, build::Builder};
use changxiao_core::{definition::CalendarYearDef, id::Id, message::Message};
use std::collections::{BTreeMap, BTreeSet};

impl Builder {
    /// Takes the years that stand once and hold; faults for the others.
    pub(super) fn take_calendar_years(&mut self, contributions: &[Contribution], own: &BTreeSet<Id>) {
        let mut by_year: BTreeMap<i16, Vec<(SourceKind, CalendarYearDef)>> = BTreeMap::new();
        for contribution in contributions {
            let years = contribution.pack.calendar_years.iter().filter(|def| own.contains(&def.id));
            for def in years {
                by_year.entry(def.year).or_default().push((contribution.kind, def.clone()));
            }
        }
        for (year, mut defs) in by_year {
            let of_baseline = defs.iter().filter(|(kind, _)| *kind == SourceKind::Baseline).count();
            let keeps = |kind: SourceKind| match of_baseline {
                0 => defs.len() == 1,
                1 => kind == SourceKind::Baseline,
                _ => false,
            };
            let kept: Vec<bool> = defs.iter().map(|(kind, _)| keeps(*kind)).collect();
            for ((_, def), is_kept) in defs.drain(..).zip(kept) {
                if !is_kept {
                    let key = if of_baseline == 1 { "calendar-year-of-the-baseline" } else { "calendar-year-twice" };
                    self.fault(&def.id, "year", Message::new(key).with("year", year.to_string()));
                } else if self.is_whole(&def) {
                    self.catalogue.calendar_years.insert(year, def);
                }
            }
        }
    }

    fn is_whole(&mut self, def: &CalendarYearDef) -> bool {
        let strays = def.strays();
        for (key, day) in &strays {
            let message = Message::new("calendar-day-impossible").with("year", def.year.to_string());
            self.fault_of_word((&def.id, key), (message.with("name", day.to_string()), &day.to_string()));
        }
        strays.is_empty()
    }
}
