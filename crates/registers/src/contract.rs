//! The kinds of register that the program brings along: `config/registers/<kind>.toml`, embedded. A kind that stands
//! here is known everywhere; nothing else in the program lists kinds.

use changxiao_core::{
    contract::{Contract, Kind},
    fault::{Fault, Place},
    message::Message,
};
use std::collections::BTreeSet;

macro_rules! kinds {
    ($($file:literal),* $(,)?) => {
        /// Every kind, with its text.
        const KINDS: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../../config/registers/", $file)))),*];
    };
}

kinds![
    "org.toml",
    "member.toml",
    "post.toml",
    "coverage.toml",
    "meeting.toml",
    "attendance.toml",
    "plan.toml",
    "session.toml",
    "training.toml",
    "talk.toml",
    "appraisal.toml",
    "dues.toml",
    "admission_step.toml",
    "opinion.toml",
    "issue.toml",
    "liaison.toml",
    "research.toml",
    "doc_register.toml",
    "consult.toml",
    "disclosure.toml",
    "report.toml",
    "duty_list.toml",
    "budget.toml",
    "task.toml",
    "project.toml",
    "case.toml",
    "survey.toml",
    "assessment.toml",
    "evidence.toml",
    "campaign.toml",
    "practice.toml",
    "rule.toml",
    "inspection.toml",
];

/// The contract of registers that is built in.
///
/// # Errors
/// What is wrong with the texts of the kinds; a test keeps the embedded ones free of it.
pub fn contract() -> Result<Contract, Vec<Fault>> {
    contract_from(KINDS)
}

fn contract_from(texts: &[(&str, &str)]) -> Result<Contract, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut kinds: Vec<Kind> = Vec::new();
    for (file, text) in texts {
        match toml::from_str::<Kind>(text) {
            Ok(kind) => {
                faults.extend(unknown_fields(file, &kind));
                if kinds.iter().any(|other| other.kind == kind.kind) {
                    faults.push(fault(
                        file,
                        Message::new("register-contract-kind-twice").with("kind", kind.kind.as_str()),
                    ));
                }
                kinds.push(kind);
            }
            Err(error) => {
                let message = Message::new("register-contract-unreadable").with("reason", error.to_string());
                faults.push(fault(file, message));
            }
        }
    }
    faults.extend(dangling_references(&kinds));
    if faults.is_empty() { Ok(Contract::new(kinds)) } else { Err(faults) }
}

/// Keys of a kind that name a field it does not have.
fn unknown_fields(file: &str, kind: &Kind) -> Vec<Fault> {
    let named =
        kind.key.iter().chain(&kind.sort).chain(&kind.unit_field).chain(&kind.date_field).chain(&kind.date_from);
    let spans = kind.span.iter().flat_map(|span| [&span.from, &span.to]);
    let selectors = kind.fields.iter().flat_map(|field| field.refs_by.iter().chain(&field.depends_on));
    let unknown: BTreeSet<&String> =
        named.chain(spans).chain(selectors).filter(|id| kind.field(id).is_none()).collect();
    let say = |id: &String| {
        let message = Message::new("register-contract-unknown-field").with("field", id.as_str());
        fault(file, message).nearest(id, kind.fields.iter().map(|field| field.id.as_str()))
    };
    unknown.into_iter().map(say).collect()
}

/// References to a field that a kind of this contract does not have. Kinds that are not here yet are no fault.
fn dangling_references(kinds: &[Kind]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for kind in kinds {
        for (to, field) in kind.fields.iter().flat_map(|field| field.referred()) {
            let target = kinds.iter().find(|other| other.kind == to);
            if target.is_some_and(|target| target.field(field).is_none()) {
                let message = Message::new("register-contract-unknown-field").with("field", format!("{to}.{field}"));
                faults.push(fault(&format!("{}.toml", kind.kind), message));
            }
        }
    }
    faults
}

fn fault(file: &str, message: Message) -> Fault {
    Fault::new(Place::file(file), message)
}

#[cfg(test)]
mod tests;
