//! Reading rows as a run sees them: what is dated after `as_of` is not there, blanks mean what the contract says, and a
//! record that stands in several versions is read in one of them at a time.

use super::value::{Between, Value};
use crate::{
    columns::{Cell, Column, Columns, Row},
    contract::{Blank, Contract, Field, Kind},
    day::{Day, Period},
    days::Days,
    id::OrganisationId,
    organisations::Organisations,
    registers::Registers,
};
use std::{
    cell::{self, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

/// One way to read disputed records.
#[derive(Clone, Copy, Debug)]
pub(super) struct World<'w> {
    /// Each record that stands in several versions takes this one, or its last if it has fewer.
    pub(super) version: usize,
    /// The records that are left out: none, or all that are disputed.
    pub(super) without: Option<&'w Disputed>,
    /// Where it is noted that a disputed record was come upon.
    pub(super) watch: Option<&'w Watch<'w>>,
}

/// The world in which every record is there, in its first version.
pub(super) const AS_WRITTEN: World<'static> = World { version: 0, without: None, watch: None };

/// Whether any of some disputed records was come upon.
#[derive(Debug)]
pub(super) struct Watch<'w> {
    pub(super) disputed: &'w Disputed,
    pub(super) has_met_one: cell::Cell<bool>,
}

/// Rows of disputed records, by kind of register.
pub(super) type Disputed = BTreeMap<String, HashSet<usize>>;

/// Fields by kind of register.
type FieldsRead = BTreeMap<String, BTreeSet<String>>;

/// Registers and what is needed to read them.
pub(super) struct Reader<'a> {
    pub(super) contract: &'a Contract,
    pub(super) as_of: Day,
    pub(super) organisations: Organisations,
    tables: BTreeMap<&'a str, Table<'a>>,
    /// What is disputed for each set of fields that a measure has asked about; every owner asks the same.
    disputed: RefCell<HashMap<FieldsRead, Rc<(Disputed, usize)>>>,
}

/// Rows by the value of a field.
pub(super) type Index = HashMap<Arc<str>, Vec<usize>>;

/// A table and its indexes.
pub(super) struct Table<'a> {
    pub(super) kind: &'a Kind,
    pub(super) columns: &'a Columns,
    /// Of each row: its place among the versions of its record, and how many there are.
    versions: Vec<(usize, usize)>,
    /// Rows of records that stand in several versions.
    groups: Vec<Vec<usize>>,
    /// Of each row: whether checks of records say something of it.
    checks: Vec<Checked>,
    /// Rows by the value of a field, for the fields that were asked by.
    indexes: RefCell<HashMap<String, Rc<Index>>>,
}

impl<'a> Table<'a> {
    fn new(kind: &'a Kind, columns: &'a Columns, evidence: (Option<&Columns>, Day)) -> Self {
        let (groups, checks) = (groups(kind, columns, evidence.1), checks(kind, columns, evidence));
        let mut versions = vec![(0, 1); columns.len()];
        for group in &groups {
            for (place, row) in group.iter().enumerate() {
                if let Some(slot) = versions.get_mut(*row) {
                    *slot = (place, group.len());
                }
            }
        }
        Self { kind, columns, versions, groups, checks, indexes: RefCell::default() }
    }

    /// Whether a row is read in a world. Every row on which an outcome can depend is asked here before anything else of it
    /// is looked at: what a world in which no disputed record was come upon says, all worlds say.
    pub(super) fn is_read(&self, row: usize, world: World<'_>) -> bool {
        let is_struck = self.checks.get(row) == Some(&Checked::Struck);
        let is_one_of = |disputed: &Disputed| disputed.get(&self.kind.kind).is_some_and(|rows| rows.contains(&row));
        if let Some(watch) = world.watch.filter(|watch| !watch.has_met_one.get()) {
            watch.has_met_one.set(is_one_of(watch.disputed));
        }
        !is_struck
            && !world.without.is_some_and(is_one_of)
            && self.versions.get(row).is_none_or(|(place, count)| *place == world.version.min(count.saturating_sub(1)))
    }

    /// The index of a field; the first that asks builds it. Units that an organisation does not name itself are those that
    /// one above it may name.
    fn index(&self, field: &str, organisations: &Organisations) -> Rc<Index> {
        if let Some(index) = self.indexes.borrow().get(field) {
            return index.clone();
        }
        let mut index = Index::new();
        let mut add = |text: Arc<str>, row: usize| index.entry(text).or_default().push(row);
        match self.columns.column(field) {
            Some(Column::Text(column)) => {
                let filled = column.iter().enumerate().filter_map(|(row, text)| Some((text.clone()?, row)));
                filled.for_each(|(text, row)| add(text, row));
            }
            Some(Column::List(column)) => {
                for (row, list) in column.iter().enumerate() {
                    let named_above = || self.columns.row(row).text("org").map(OrganisationId::from);
                    match named_above().filter(|_| list.is_empty() && field == "serves") {
                        Some(id) => {
                            organisations
                                .may_be_served(&id)
                                .into_iter()
                                .for_each(|unit| add(unit.as_str().into(), row));
                        }
                        None => list.iter().cloned().collect::<BTreeSet<_>>().into_iter().for_each(|id| add(id, row)),
                    }
                }
            }
            _ => {}
        }
        let index = Rc::new(index);
        self.indexes.borrow_mut().insert(field.to_owned(), index.clone());
        index
    }

    fn is_text(&self, field: &str) -> bool {
        matches!(self.columns.column(field), Some(Column::Text(_)))
    }
}

/// What checks of records say of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Checked {
    /// Nothing that matters here.
    #[default]
    Nothing,
    /// An objection without a decision.
    Objected,
    /// Decided untrue: no measure sees it.
    Struck,
}

/// What checks of records say of the rows of a table, as decided by `as_of`.
fn checks(kind: &Kind, columns: &Columns, (evidence, as_of): (Option<&Columns>, Day)) -> Vec<Checked> {
    let mut said: HashMap<String, Checked> = HashMap::new();
    for row in evidence.into_iter().flat_map(Columns::rows) {
        let is_about = row.text("record_kind").is_some_and(|about| about.replace('-', "_") == kind.kind);
        let Some(record) = row.text("record").filter(|_| is_about) else { continue };
        let is_decided = row.day("decided_on").is_some_and(|day| day <= as_of);
        let is_opened = row.day("opened_on").is_some_and(|day| day <= as_of);
        let says = match (row.text("origin"), row.text("result").filter(|_| is_decided)) {
            (_, Some("untrue")) => Checked::Struck,
            (Some("objection"), None) if is_opened => Checked::Objected,
            _ => continue,
        };
        let known = said.entry(record.to_owned()).or_default();
        *known = if *known == Checked::Struck { Checked::Struck } else { says };
    }
    if said.is_empty() {
        return Vec::new();
    }
    columns.rows().map(|row| said.get(&key(kind, row).join("|")).copied().unwrap_or_default()).collect()
}

/// The key of a row, field by field, as text.
pub(super) fn key(kind: &Kind, row: Row<'_>) -> Vec<String> {
    let text = |field: &String| match row.cell(field) {
        Cell::Text(text) => text.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Number(number) => crate::fraction::Fraction::from_hundredths(number).to_string(),
        _ => String::new(),
    };
    kind.key.iter().map(text).collect()
}

/// Whether a row has no day of its own, or one that has come by `as_of`; rows whose day is a plan are there always.
fn is_dated_by(kind: &Kind, row: Row<'_>, as_of: Day) -> bool {
    let day = kind.date_field.as_ref().filter(|_| !kind.always_seen).and_then(|field| row.day(field));
    day.is_none_or(|day| day <= as_of)
}

/// Rows of records with one key that stand in several versions by a day, ordered by their fields as declared.
fn groups(kind: &Kind, columns: &Columns, as_of: Day) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<Vec<Cell>, Vec<usize>> = BTreeMap::new();
    for row in columns.rows().filter(|row| is_dated_by(kind, *row, as_of)) {
        groups.entry(kind.key.iter().map(|field| row.cell(field)).collect()).or_default().push(row.index());
    }
    let mut several: Vec<Vec<usize>> = groups.into_values().filter(|rows| rows.len() > 1).collect();
    for rows in &mut several {
        rows.sort_by_cached_key(|row| {
            kind.fields.iter().map(|field| columns.row(*row).cell(&field.id)).collect::<Vec<_>>()
        });
    }
    several
}

impl<'a> Reader<'a> {
    pub(super) fn new(contract: &'a Contract, registers: &'a Registers, as_of: Day) -> Self {
        let tables = registers.tables().filter_map(|columns| {
            let kind = contract.kind(columns.kind())?;
            Some((kind.kind.as_str(), Table::new(kind, columns, (registers.table("evidence"), as_of))))
        });
        let organisations = Organisations::new(registers.table("org"), as_of);
        Self { contract, as_of, organisations, tables: tables.collect(), disputed: RefCell::default() }
    }

    pub(super) fn table(&self, kind: &str) -> Option<&Table<'a>> {
        self.tables.get(kind)
    }

    /// The records of these kinds that are disputed for a measure that reads these fields: objected to without a decision,
    /// or standing in versions that differ in one of the fields. And the most versions any of them has.
    pub(super) fn disputed(&self, reads: &BTreeMap<&str, BTreeSet<&str>>) -> Rc<(Disputed, usize)> {
        let owned = |fields: &BTreeSet<&str>| fields.iter().map(|field| (*field).to_owned()).collect();
        let key: FieldsRead = reads.iter().map(|(kind, fields)| ((*kind).to_owned(), owned(fields))).collect();
        let mut known = self.disputed.borrow_mut();
        Rc::clone(known.entry(key).or_insert_with(|| Rc::new(self.find_disputed(reads))))
    }

    fn find_disputed(&self, reads: &BTreeMap<&str, BTreeSet<&str>>) -> (Disputed, usize) {
        let mut disputed = Disputed::new();
        let mut most = 1;
        for (kind, fields) in reads {
            let Some(table) = self.table(kind) else { continue };
            let cell = |row: Row<'_>, field: &str| match self.is_blank(table.kind, row, field) {
                true => Cell::Blank,
                false => row.cell(field),
            };
            let cells = |row: usize| fields.iter().map(|field| cell(table.columns.row(row), field)).collect::<Vec<_>>();
            let differs = |group: &&Vec<usize>| {
                group.windows(2).any(|pair| pair.iter().map(|row| cells(*row)).collect::<BTreeSet<_>>().len() > 1)
            };
            let mut rows: HashSet<usize> = HashSet::new();
            for group in table.groups.iter().filter(differs) {
                most = most.max(group.len());
                rows.extend(group);
            }
            let objected = table.checks.iter().enumerate().filter(|(_, said)| **said == Checked::Objected);
            rows.extend(objected.map(|(row, _)| row));
            if !rows.is_empty() {
                disputed.insert((*kind).to_owned(), rows);
            }
        }
        (disputed, most)
    }

    /// Rows of a table by the value of a field: a text, or each element of a list.
    pub(super) fn index(&self, table: &Table<'a>, field: &str) -> Rc<Index> {
        table.index(field, &self.organisations)
    }

    /// Rows of a table that are seen in a world and hold these values in these fields.
    pub(super) fn rows_where(&self, table: &Table<'a>, keys: &[(&str, Value)], world: World<'_>) -> Vec<usize> {
        // Of the fields that have an index, the one that leaves the fewest rows to look at.
        let texts = keys.iter().filter_map(|(field, value)| match value {
            Value::Text(text) if table.is_text(field) => Some((self.index(table, field), text)),
            _ => None,
        });
        let fewest = texts.min_by_key(|(index, text)| index.get(*text).map_or(0, Vec::len));
        let candidates: Vec<usize> = match fewest {
            Some((index, text)) => index.get(text).cloned().unwrap_or_default(),
            None => (0..table.columns.len()).collect(),
        };
        let fits = |row: &&usize| {
            let row = table.columns.row(**row);
            keys.iter().all(|(field, value)| {
                self.read(table.kind, row, field).order(value).is_some_and(std::cmp::Ordering::is_eq)
            })
        };
        candidates.iter().filter(|row| table.is_read(**row, world)).filter(fits).copied().collect()
    }

    /// The rows of a table that belong to an organisation, in a world.
    pub(super) fn rows_owned(&self, table: &Table<'a>, owner: &OrganisationId, world: World<'_>) -> Vec<usize> {
        let unit = table.kind.unit_field.as_deref().unwrap_or("");
        self.rows_where(table, &[(unit, Value::Text(owner.as_str().into()))], world)
    }

    /// Whether a row is seen at `as_of`: dated rows by their date, others always, attendance with its event.
    pub(super) fn is_seen(&self, table: &Table<'a>, row: Row<'_>, world: World<'_>) -> bool {
        if table.kind.always_seen {
            return true;
        }
        match (&table.kind.date_field, &table.kind.date_from) {
            (Some(_), _) => is_dated_by(table.kind, row, self.as_of),
            (None, Some(through)) => self
                .referred(table.kind, row, (through, self.as_of), world)
                .is_some_and(|(table, row)| self.is_seen(table, row, world)),
            (None, None) => true,
        }
    }

    /// The day a row belongs to.
    pub(super) fn day_of(&self, table: &Table<'a>, row: Row<'_>, world: World<'_>) -> Option<Day> {
        match (&table.kind.date_field, &table.kind.date_from) {
            (Some(field), _) => row.day(field),
            (None, Some(through)) => self
                .referred(table.kind, row, (through, self.as_of), world)
                .and_then(|(table, row)| self.day_of(table, row, world)),
            (None, None) => None,
        }
    }

    /// The row that a field of this row names, in the kind it names; of a state, the row in force on the day. Whether it is
    /// seen is another question: one that is not still has a day.
    pub(super) fn referred(
        &self,
        kind: &Kind,
        row: Row<'_>,
        (through, day): (&str, Day),
        world: World<'_>,
    ) -> Option<(&Table<'a>, Row<'_>)> {
        let field = kind.field(through)?;
        let (target, target_field) = match field.refs_by.as_deref() {
            None => field.referred().next()?,
            Some(by) => {
                let named = row.text(by)?.replace('-', "_");
                field.referred().find(|(target, _)| *target == named)?
            }
        };
        let table = self.table(target)?;
        let is_in_force = |row: &&usize| {
            let row = table.columns.row(**row);
            let is_on =
                |span| is_dated_by(table.kind, row, self.as_of) && row.is_in_force(span, (day, day), self.as_of);
            table.kind.span.as_ref().is_none_or(is_on)
        };
        let index = self.index(table, target_field);
        let rows = index.get(row.text(through)?)?.iter().filter(|row| table.is_read(**row, world));
        let found = *rows.into_iter().find(is_in_force)?;
        Some((table, table.columns.row(found)))
    }

    /// A field of a row as the run sees it.
    pub(super) fn read(&self, kind: &Kind, row: Row<'_>, field: &str) -> Value {
        let Some(declared) = kind.field(field) else { return Value::Unknown };
        match row.cell(field) {
            Cell::Blank => blank(declared.blank),
            _ if self.is_not_yet(kind, row, declared) => blank(declared.blank),
            Cell::Day(day) if day > self.as_of && self.is_hidden_later(kind, field) => blank(declared.blank),
            Cell::Boolean(truth) => Value::Truth(truth),
            Cell::Number(hundredths) => {
                Value::Number(Between::exactly(crate::fraction::Fraction::from_hundredths(hundredths)))
            }
            Cell::Day(day) => Value::Day(day),
            Cell::Text(text) => Value::Text(text),
            Cell::List(list) => Value::Texts(list),
        }
    }

    /// Whether the deed on which a field depends lies after `as_of`.
    fn is_not_yet(&self, kind: &Kind, row: Row<'_>, field: &Field) -> bool {
        let deed = field.depends_on.as_deref();
        deed.is_some_and(|deed| row.day(deed).is_some_and(|day| day > self.as_of && self.is_hidden_later(kind, deed)))
    }

    /// Optional dates of deeds (`…_on`, deadlines excepted) and ends of spans read as blank while they lie after `as_of`.
    fn is_hidden_later(&self, kind: &Kind, field: &str) -> bool {
        let is_end = kind.span.as_ref().is_some_and(|span| span.to == field);
        let is_deed =
            field.ends_with("_on") && field != "due_on" && kind.field(field).is_some_and(|field| !field.required);
        is_end || is_deed
    }

    /// Whether a field of a row reads as blank.
    pub(super) fn is_blank(&self, kind: &Kind, row: Row<'_>, field: &str) -> bool {
        match row.cell(field) {
            Cell::Blank => true,
            _ if kind.field(field).is_some_and(|field| self.is_not_yet(kind, row, field)) => true,
            Cell::Day(day) => day > self.as_of && self.is_hidden_later(kind, field),
            _ => false,
        }
    }

    /// Whether any row of a register that is seen and not struck belongs to an organisation; of spans only those that are
    /// in force on one of these days.
    pub(super) fn has_rows(&self, register: &str, (organisation, days): (&OrganisationId, &Days)) -> bool {
        let Some((table, unit)) =
            self.table(register).and_then(|table| Some((table, table.kind.unit_field.as_deref()?)))
        else {
            return false;
        };
        let index = self.index(table, unit);
        let mut rows = index.get(organisation.as_str()).into_iter().flatten();
        let is_in_force = |row: Row<'_>| {
            table.kind.span.as_ref().is_none_or(|span| {
                days.stretches()
                    .iter()
                    .any(|stretch| row.is_in_force(span, (stretch.from(), stretch.last()), self.as_of))
            })
        };
        rows.any(|index| {
            let row = table.columns.row(*index);
            table.checks.get(*index) != Some(&Checked::Struck)
                && self.is_seen(table, row, AS_WRITTEN)
                && is_in_force(row)
        })
    }

    /// The seen rows of an organisation that lie in a period, or have no day; these fields only.
    pub(super) fn rows_of(
        &self,
        owner: &OrganisationId,
        period: Period,
        (register, fields): (&str, &[String]),
    ) -> Option<Columns> {
        let table = self.table(register)?;
        let field = table.kind.unit_field.as_deref()?;
        let world = AS_WRITTEN;
        let is_within = |row: &&usize| {
            let row = table.columns.row(**row);
            let is_in = match &table.kind.span {
                Some(span) => row.is_in_force(span, (period.from(), period.last()), self.as_of),
                None => self.day_of(table, row, world).is_none_or(|day| period.contains(day)),
            };
            table.is_read(row.index(), world) && self.is_seen(table, row, world) && is_in
        };
        let index = self.index(table, field);
        let rows: Vec<usize> = index.get(owner.as_str()).into_iter().flatten().filter(is_within).copied().collect();
        Some(table.columns.part(&rows, fields))
    }
}

fn blank(blank: Option<Blank>) -> Value {
    match blank {
        Some(Blank::NoEnd) => Value::Endless,
        Some(Blank::NotHappened | Blank::None) => Value::Nothing,
        Some(Blank::No) => Value::Truth(false),
        Some(Blank::Inherit | Blank::All | Blank::Parameter | Blank::NotKnown) | None => Value::Unknown,
    }
}
