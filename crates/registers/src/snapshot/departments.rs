//! Which department a row belongs to: the unit that is a department and in whose reach the row's organisation lies on the
//! row's day. It decides in which file a row is kept, and nothing else.

use changxiao_core::{
    columns::{Columns, Row},
    contract::{Contract, Kind},
    day::Day,
    id::OrganisationId,
    organisations::Organisations,
    registers::Registers,
};
use std::{cell::RefCell, collections::BTreeMap};

/// Departments by organisation and day, as they were asked for.
type Asked = BTreeMap<(OrganisationId, Day), Option<String>>;

/// Rows of a register by the value of a field.
type Index<'r> = BTreeMap<&'r str, usize>;

/// Finds departments of rows.
pub(super) struct Departments<'r> {
    registers: &'r Registers,
    contract: &'r Contract,
    organisations: Organisations,
    asked: RefCell<Asked>,
    indexes: RefCell<BTreeMap<(String, String), Index<'r>>>,
}

impl<'r> Departments<'r> {
    pub(super) fn new(registers: &'r Registers, contract: &'r Contract) -> Self {
        let states = registers.table("org");
        let days =
            states.into_iter().flat_map(Columns::rows).flat_map(|row| [row.day("valid_from"), row.day("valid_to")]);
        let last = days.flatten().max().unwrap_or(Day::from_number(0));
        let organisations = Organisations::new(states, last);
        Self { registers, contract, organisations, asked: RefCell::default(), indexes: RefCell::default() }
    }

    /// The department of a row; `None` if its kind names no organisation, if it has no day, or nobody reaches it.
    pub(super) fn of(&self, kind: &Kind, row: Row<'r>) -> Option<String> {
        let organisation: OrganisationId = row.text(kind.unit_field.as_ref()?)?.into();
        let day = self.day_of(kind, row)?;
        let find = || {
            self.organisations.get(&organisation)?.on(day)?;
            let seat = self.organisations.seat(&organisation, day)?;
            self.organisations.department_of(seat, day).map(ToString::to_string)
        };
        self.asked.borrow_mut().entry((organisation.clone(), day)).or_insert_with(find).clone()
    }

    /// The day of a row: its own, or that of the record it names.
    fn day_of(&self, kind: &Kind, row: Row<'r>) -> Option<Day> {
        let through = match (&kind.date_field, &kind.date_from) {
            (Some(field), _) => return row.day(field),
            (None, Some(through)) => kind.field(through)?,
            (None, None) => return None,
        };
        let (target, field) = match &through.refs_by {
            None => through.referred().next()?,
            Some(by) => {
                let named = row.text(by)?.replace('-', "_");
                through.referred().find(|(target, _)| *target == named)?
            }
        };
        let kind = self.contract.kind(target)?;
        let found = self.registers.table(target)?.row(self.row_where((target, field), row.text(&through.id)?)?);
        // Only records with a day of their own are referred to for it, so that no circle can arise.
        found.day(kind.date_field.as_ref()?)
    }

    /// The first row of a register in which a field has a value.
    fn row_where(&self, (kind, field): (&str, &str), value: &str) -> Option<usize> {
        let mut indexes = self.indexes.borrow_mut();
        let index = indexes.entry((kind.to_owned(), field.to_owned())).or_insert_with(|| {
            let rows = self.registers.table(kind).into_iter().flat_map(Columns::rows);
            let mut index = Index::new();
            for row in rows {
                if let Some(value) = row.text(field) {
                    index.entry(value).or_insert(row.index());
                }
            }
            index
        });
        index.get(value).copied()
    }
}
