//! What `sheet` and `collect` have in common: the scheme in its period, and the organisations it asks about.

use super::read;
use crate::{
    commands::{Session, unknown_organisation},
    errors::Stop,
    inputs,
};
use changxiao_core::{
    contract::Contract, day::Period, definition::scheme::Subject, id::OrganisationId, message::Message,
    organisations::Organisations,
};
use changxiao_engine::{
    catalogue::ReadyScheme,
    scheme::{Table, scored_organisations},
};

use changxiao_registers::Reading;

/// A scheme in its period, and about whom it asks.
pub(super) struct Asked {
    pub(super) table: Table,
    pub(super) organisations: Organisations,
    /// Those it asks about.
    pub(super) ids: Vec<OrganisationId>,
    pub(super) contract: Contract,
    /// What was read.
    pub(super) reading: Reading,
}

impl Asked {
    /// Reads the register of organisations as of the period's last day. `wanted` chooses among those the scheme scores.
    pub(super) fn read(
        session: &Session,
        scheme: &ReadyScheme,
        (period, wanted): (&str, &[String]),
    ) -> anyhow::Result<Self> {
        if scheme.def.subject == Subject::Person {
            return Err(Stop::new(Message::new("sheet-of-persons").with("id", scheme.def.id.as_str())).into());
        }
        let stop = || Stop::new(Message::new("not-a-period").with("text", period));
        let period: Period = period.parse().map_err(|_| stop())?;
        let table = read::table(scheme, period)?;
        let contract = changxiao_registers::contract().unwrap_or_default();
        let reading = inputs::registers(&session.settings.registers, &contract)?;
        inputs::report(&session.wording, &reading);
        let organisations = inputs::organisations(&reading, period.last())?;
        let mut ids = scored_organisations(&table.def, &organisations, period.last());
        for one in wanted {
            if !ids.iter().any(|id| id.as_str() == one) {
                return Err(unknown_organisation(&organisations, one).into());
            }
        }
        ids.retain(|id| wanted.is_empty() || wanted.iter().any(|one| one == id.as_str()));
        if ids.is_empty() {
            return Err(Stop::new(Message::new("sheet-no-organisations").with("day", period.last())).into());
        }
        Ok(Self { table, organisations, ids, contract, reading })
    }
}
