//! A department (来源) is a source of definitions under one namespace: the baseline, a pack of data files, or a plugin.
//! All three fill the same list.

use crate::{
    definition::{AmendmentDef, CalendarYearDef, DutyDef, NativeDef, Pack, PackText, ParameterDef, SchemeDef},
    fault::Fault,
    id::{Namespace, OrganisationId},
    native::{Indicator, Mechanism, NativeIndicator, Responsibility, StudyPlan},
    text::Text,
};
use serde::{Deserialize, Serialize};

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Namespace of all ids the department defines.
    pub namespace: Namespace,
    /// Its name.
    pub name: Text,
    /// Version of its definitions.
    #[serde(default)]
    pub version: String,
    /// The organisation it speaks for: its amendments hold at and below it, and nowhere else. Left out: everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
}

/// A source of definitions.
///
/// Called by the program once when it starts, in the plugin's own process if the department is a plugin. Both methods
/// must return the same at every call; a panic in one makes the department a fault, and the rest goes on without it.
///
/// ```
/// use changxiao_core::{department::{About, Department, List}, id::Namespace, text::Text};
///
/// struct Harbour;
///
/// impl Department for Harbour {
///     fn about(&self) -> About {
///         About::new("harbour", Text::new("港务局", "Harbour Bureau"))
///     }
///     fn register(&self, list: &mut List) {
///         list.pack("harbour.toml", r#"
///             [[mechanism]]
///             id = "harbour/quay-talks"
///             name = { zh = "码头谈心", en = "Quay talks" }
///             purpose = { zh = "在码头听意见", en = "Hear opinions on the quay" }
///         "#);
///     }
/// }
///
/// let mut list = List::default();
/// Harbour.register(&mut list);
/// assert_eq!(list.pack_of(Harbour.about()).mechanisms.len(), 1);
/// ```
pub trait Department {
    /// Who speaks.
    fn about(&self) -> About;
    /// The table of contents: one line a definition, no work. Faults collect in the list.
    fn register(&self, list: &mut List);
}

/// What a department defines: one verb a noun.
#[derive(Default)]
pub struct List {
    pack: Pack,
    texts: Vec<PackText>,
    natives: Vec<Box<dyn NativeIndicator + Send + Sync>>,
    faults: Vec<Fault>,
}

impl About {
    /// Who speaks. A text that is no namespace becomes `invalid`, which no department may use, so that the fault is
    /// found when the catalogue is made and not by a panic in the author's code.
    #[must_use]
    pub fn new(namespace: &str, name: Text) -> Self {
        let namespace =
            namespace.parse().or_else(|_| "invalid".parse()).unwrap_or_else(|_| unreachable!("`invalid` is kebab"));
        Self { namespace, name, version: String::new(), organisation: None }
    }

    /// Version of the definitions.
    #[must_use]
    pub fn version(mut self, version: &str) -> Self {
        version.clone_into(&mut self.version);
        self
    }

    /// The organisation it speaks for.
    #[must_use]
    pub fn organisation(mut self, organisation: &str) -> Self {
        self.organisation = Some(organisation.into());
        self
    }
}

impl List {
    /// A mechanism.
    pub fn mechanism(&mut self, mechanism: &impl Mechanism) {
        self.pack.mechanisms.push(mechanism.define());
    }

    /// A duty.
    pub fn duty(&mut self, duty: DutyDef) {
        self.pack.duties.push(duty);
    }

    /// A responsibility.
    pub fn responsibility(&mut self, responsibility: &impl Responsibility) {
        self.pack.responsibilities.push(responsibility.define());
    }

    /// A study plan.
    pub fn study_plan(&mut self, plan: &impl StudyPlan) {
        self.pack.study_plans.push(plan.define());
    }

    /// An indicator by its definition alone.
    pub fn indicator(&mut self, indicator: &impl Indicator) {
        self.pack.indicators.push(indicator.define());
    }

    /// An indicator computed by code.
    pub fn native(&mut self, indicator: impl NativeIndicator + Send + Sync + 'static) {
        self.pack.natives.push(NativeDef { indicator: indicator.define(), inputs: indicator.inputs() });
        self.natives.push(Box::new(indicator));
    }

    /// A dated parameter.
    pub fn parameter(&mut self, parameter: ParameterDef) {
        self.pack.parameters.push(parameter);
    }

    /// A year of the statutory calendar that the baseline does not have.
    pub fn calendar_year(&mut self, year: CalendarYearDef) {
        self.pack.calendar_years.push(year);
    }

    /// An amendment to somebody else's definition.
    pub fn amend(&mut self, amendment: AmendmentDef) {
        self.pack.amendments.push(amendment);
    }

    /// A scheme.
    pub fn scheme(&mut self, scheme: SchemeDef) {
        self.pack.schemes.push(scheme);
    }

    /// Definitions written as a TOML text beside the code. `file` is the name faults give.
    pub fn pack(&mut self, file: &str, text: &str) {
        let text = PackText::new(file, text);
        let (pack, faults) = text.read();
        self.append(pack);
        self.faults.extend(faults);
        self.texts.push(text);
    }

    fn append(&mut self, pack: Pack) {
        self.pack.about = self.pack.about.take().or(pack.about);
        self.pack.mechanisms.extend(pack.mechanisms);
        self.pack.duties.extend(pack.duties);
        self.pack.responsibilities.extend(pack.responsibilities);
        self.pack.study_plans.extend(pack.study_plans);
        self.pack.indicators.extend(pack.indicators);
        self.pack.parameters.extend(pack.parameters);
        self.pack.calendar_years.extend(pack.calendar_years);
        self.pack.amendments.extend(pack.amendments);
        self.pack.schemes.extend(pack.schemes);
        self.pack.formalism.extend(pack.formalism);
    }

    /// Something is wrong with what the department was given to read.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// All definitions.
    #[must_use]
    pub fn pack_of(&self, about: About) -> Pack {
        Pack { about: Some(about), ..self.pack.clone() }
    }

    /// Who speaks, if one of the texts said it: so a folder of texts is a department.
    #[must_use]
    pub fn about_in_texts(&self) -> Option<&About> {
        self.pack.about.as_ref()
    }

    /// The texts, for placing faults.
    #[must_use]
    pub fn texts(&self) -> &[PackText] {
        &self.texts
    }

    /// The code of native indicators.
    #[must_use]
    pub fn natives(&self) -> &[Box<dyn NativeIndicator + Send + Sync>] {
        &self.natives
    }

    /// What was wrong.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}
