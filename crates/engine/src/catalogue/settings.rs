//! What a parameter is set to: by day, and by the organisation it is asked for, amendments applied. The grace of a duty is
//! read the same way, under the duty's own id.

use super::{Amended, Catalogue};
use changxiao_core::{
    day::Day,
    definition::{DutyDef, Setting},
    fraction::Fraction,
    id::{Id, Namespace, OrganisationId},
    measure::Settings,
    organisations::Organisations,
};

/// For whom a setting is asked: an amendment may hold for a subtree only.
#[derive(Clone, Copy)]
pub struct Whom<'a> {
    /// All organisations.
    pub organisations: &'a Organisations,
    /// The one that owns the item.
    pub organisation: &'a OrganisationId,
}

/// The settings that a definition of one namespace sees for the items of one organisation, amendments applied; and the
/// statutory calendar.
pub struct SettingsOf<'a> {
    catalogue: &'a Catalogue,
    namespace: Namespace,
    whom: Option<Whom<'a>>,
}

impl Catalogue {
    /// The settings that definitions of a namespace see for the items of an organisation; of none: what holds everywhere.
    #[must_use]
    pub fn settings<'a>(&'a self, namespace: Namespace, whom: Option<Whom<'a>>) -> SettingsOf<'a> {
        SettingsOf { catalogue: self, namespace, whom }
    }

    /// The days on which a parameter or the grace of a duty may change, amendments included, in no order.
    #[must_use]
    pub fn days_of_change(&self, namespace: &Namespace, name: &str) -> Vec<Day> {
        let Some(id) = parameter_id(namespace, name) else { return Vec::new() };
        let grace = self.duties.get(&id).and_then(|_| Day::new(1900, 1, 1));
        let written = self.parameters.get(&id).into_iter().flat_map(|def| def.values.iter().map(|value| value.from));
        let amended = self.amendments.iter().filter(|amended| amended.def.target == id);
        let amended = amended.flat_map(|amended| [Some(amended.def.since), amended.def.until]).flatten();
        written.chain(grace).chain(amended).collect()
    }

    /// The setting of a parameter on a day, amendments applied; with the amendment, if one holds. Without an organisation
    /// only those apply that hold everywhere. The id of a duty means its days of grace.
    #[must_use]
    pub fn setting(&self, id: &Id, day: Day, whom: Option<Whom<'_>>) -> Option<(Setting, Option<&Amended>)> {
        let written = self.written_setting(id, day)?;
        let mut holding = self.amendments.iter().filter(|amended| {
            amended.def.target == *id
                && amended.value().is_some()
                && amended.holds_on(day)
                && amended.reaches(whom, day)
        });
        // Two that hold for one organisation are both refused when the registers are read; neither may win before.
        let amended = holding.next().filter(|_| holding.next().is_none());
        Some(match amended.and_then(|amended| Some((amended.value()?, amended))) {
            Some((value, amended)) => (value, Some(amended)),
            None => (written, None),
        })
    }

    /// The setting that its own department wrote.
    fn written_setting(&self, id: &Id, day: Day) -> Option<Setting> {
        match self.duties.get(id) {
            Some(duty) => Some(Setting::Number(Fraction::from(i64::from(duty.grace_days)))),
            None => self.parameters.get(id)?.on(day).map(|value| value.is.clone()),
        }
    }

    /// Days after an occasion of a duty before it is judged, for an organisation and the last day of the occasion.
    #[must_use]
    pub fn grace_days(&self, duty: &DutyDef, day: Day, whom: Whom<'_>) -> i32 {
        match self.setting(&duty.id, day, Some(whom)) {
            Some((Setting::Number(days), _)) => i32::try_from(days.ceiling()).unwrap_or(duty.grace_days),
            _ => duty.grace_days,
        }
    }
}

/// The id that `$name` means in a namespace: a name of its own, or a whole id.
#[must_use]
pub fn parameter_id(namespace: &Namespace, name: &str) -> Option<Id> {
    if name.contains('/') { name.parse().ok() } else { namespace.id(name).ok() }
}

impl Settings for SettingsOf<'_> {
    fn on(&self, name: &str, day: Day) -> Option<Setting> {
        let id = parameter_id(&self.namespace, name)?;
        self.catalogue.setting(&id, day, self.whom).map(|(setting, _)| setting)
    }
    fn is_working_day(&self, day: Day) -> Option<bool> {
        self.catalogue.calendar_years.get(&day.year()).map(|year| year.is_working_day(day))
    }
}
