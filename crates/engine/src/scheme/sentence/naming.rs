//! Where names get their words: the scheme itself, and the register contract.

use changxiao_core::{
    contract::Contract,
    definition::{SchemeDef, scheme::QuantityDef},
    id::Id,
    message::Message,
    text::Text,
};
use std::{collections::BTreeMap, ops::Deref};

/// A scheme, and the contract that knows what fields, codes and registers are called.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'n> {
    /// The scheme.
    pub def: &'n SchemeDef,
    /// The register contract.
    pub contract: &'n Contract,
    /// What other definitions are called: indicators, duties, schemes.
    pub names: &'n BTreeMap<Id, Text>,
}

impl Deref for Naming<'_> {
    type Target = SchemeDef;

    fn deref(&self) -> &SchemeDef {
        self.def
    }
}

impl Naming<'_> {
    /// What a fact is called: by its name, by the field it is, or as it is written in formulas.
    pub(in crate::scheme) fn fact(&self, name: &str, def: &QuantityDef) -> Message {
        let field = def.org.as_ref().and_then(|field| self.field(field));
        def.name.clone().map(Message::said).or(field).unwrap_or_else(|| Message::said(name))
    }

    /// What a field of the register of organisations is called.
    pub(in crate::scheme) fn field(&self, id: &str) -> Option<Message> {
        let field = self.contract.kind("org")?.field(id)?;
        Some(Message::said(field.header.clone()))
    }

    /// What a code of such a field means.
    pub(in crate::scheme) fn code(&self, field: &str, code: &str) -> Option<Text> {
        let field = self.contract.kind("org")?.field(field)?;
        field.code(code).map(|one| Text::new(&one.zh, &one.en))
    }

    /// What another definition is called; one that nobody knows by its id.
    pub(in crate::scheme) fn definition(&self, id: &Id) -> Message {
        self.names.get(id).map_or_else(|| Message::said(id.as_str()), |name| Message::said(name.clone()))
    }

    /// What a register is called.
    pub(in crate::scheme) fn register(&self, kind: &str) -> Message {
        self.contract.kind(kind).map_or_else(|| Message::said(kind), |kind| Message::said(kind.name.clone()))
    }
}
