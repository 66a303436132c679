//! Checked expressions as SQL over the row at hand. Each part says what the evaluator's `frame` says; what has no SQL form
//! here is refused by name.

use super::{
    Measuring, Said,
    dialect::{literal, name},
    organisations::holds,
    refuse,
    value::{Number, Scalar, Unknown, compare, unless_null},
};
use changxiao_core::{
    contract::{Blank, Field, FieldType, Kind},
    expression::{Checked, CheckedKind, Function, Own, Step, Type},
};

/// Where an expression stands: the row it reads and what is joined to it.
pub(super) struct At<'k> {
    pub(super) kind: &'k Kind,
    /// Alias of the row.
    pub(super) row: String,
    /// The world in which it is read.
    pub(super) world: String,
    /// Due day of the item: parameters and references are those of this day.
    pub(super) due: String,
    /// Joins that expressions have asked for.
    pub(super) joins: Vec<String>,
    /// Ways through references that are joined already, with their aliases.
    ways: Vec<(String, String)>,
}

impl<'k> At<'k> {
    pub(super) fn new(kind: &'k Kind, row: &str, world: &str, due: &str) -> Self {
        let (row, world, due) = (row.to_owned(), world.to_owned(), due.to_owned());
        Self { kind, row, world, due, joins: Vec::new(), ways: Vec::new() }
    }

    pub(super) fn join(&mut self, join: String) {
        if !self.joins.contains(&join) {
            self.joins.push(join);
        }
    }

    /// The joins, each on a line.
    pub(super) fn joined(&self) -> String {
        self.joins.iter().map(|join| format!("{join}\n")).collect()
    }
}

/// Where a way through references ends.
struct Reached<'k> {
    kind: &'k Kind,
    alias: String,
    /// Conditions under which the way ends at a blank that means nobody knows.
    unknown: Vec<String>,
}

impl<'m> Measuring<'m> {
    /// A test: NULL is not known.
    pub(super) fn truth(&mut self, node: &Checked, at: &mut At<'m>) -> Said<String> {
        Ok(match &node.kind {
            CheckedKind::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            CheckedKind::Not(inner) => format!("(NOT {})", self.truth(inner, at)?),
            CheckedKind::And(left, right) => format!("({} AND {})", self.truth(left, at)?, self.truth(right, at)?),
            CheckedKind::Or(left, right) => format!("({} OR {})", self.truth(left, at)?, self.truth(right, at)?),
            CheckedKind::Compare(comparison, left, right) if left.is == Type::Number => {
                let (left, right) = (self.number(left, at)?, self.number(right, at)?);
                left.compare(*comparison, &right)
            }
            CheckedKind::Compare(comparison, left, right) => {
                let (left, right) = (self.scalar(left, at)?, self.scalar(right, at)?);
                compare(&left, *comparison, &right)
            }
            CheckedKind::In(needle, list) => self.is_in((needle, list), at)?,
            CheckedKind::IsNull(inner) => format!("({} IS NULL)", self.raw(inner, at)?),
            CheckedKind::Own(Own::IsDepartment) => {
                self.script.departments();
                at.join(format!(
                    "LEFT JOIN department AS own_department ON own_department.unit = i.owner AND {}",
                    holds("own_department", &at.due)
                ));
                "(own_department.unit IS NOT NULL)".to_owned()
            }
            CheckedKind::Item(inner) => self.of_item(at, |measuring, item| measuring.truth(inner, item))?,
            CheckedKind::Call(Function::Within, arguments) => self.within(arguments, at)?,
            _ => self.scalar(node, at)?.truth(),
        })
    }

    /// Something of the item, where a look goes through rows: its row is there as `h`.
    fn of_item<T>(&mut self, at: &mut At<'m>, say: impl FnOnce(&mut Self, &mut At<'m>) -> Said<T>) -> Said<T> {
        let mut item = At::new(self.population(), "h", "i.world", "i.due");
        let said = say(self, &mut item)?;
        item.joins.into_iter().for_each(|join| at.join(join));
        Ok(said)
    }

    /// Whether an organisation is another or below it on the due day.
    fn within(&mut self, arguments: &[Checked], at: &mut At<'m>) -> Said<String> {
        let [one, above] = arguments else { return refuse("sql-function", "within") };
        let (one, above) = (self.scalar(one, at)?, self.scalar(above, at)?);
        self.script.within();
        let is_within = format!(
            "EXISTS (SELECT 1 FROM at_or_above AS k WHERE k.org = {} AND k.above = {} AND {})",
            one.sql,
            above.sql,
            holds("k", &at.due)
        );
        let unknown: Vec<String> = [&one, &above].into_iter().filter_map(Scalar::is_unknown).collect();
        Ok(match unknown.as_slice() {
            [] => is_within,
            unknown => format!("CASE WHEN {} THEN NULL ELSE {is_within} END", unknown.join(" OR ")),
        })
    }

    fn is_in(&mut self, (needle, list): (&Checked, &[Checked]), at: &mut At<'m>) -> Said<String> {
        let needle = self.scalar(needle, at)?;
        let mut either = Vec::new();
        let mut codes = Vec::new();
        for node in list {
            match &node.kind {
                CheckedKind::Text(text) => codes.push(literal(text)),
                CheckedKind::Parameter(parameter) => either.push(self.is_in_parameter(&needle, parameter, &at.due)),
                _ => {
                    let one = self.scalar(node, at)?;
                    either.push(compare(&needle, changxiao_core::expression::Comparison::Equal, &one));
                }
            }
        }
        if !codes.is_empty() {
            let sql = format!("({} IN ({}))", needle.sql, codes.join(", "));
            either.push(unless_null(sql, &[&needle], false));
        }
        Ok(if let [one] = either.as_slice() { one.clone() } else { format!("({})", either.join(" OR ")) })
    }

    /// The cell of a field, NULL where it reads as blank.
    fn raw(&mut self, node: &Checked, at: &mut At<'m>) -> Said<String> {
        match &node.kind {
            CheckedKind::Field(field) => Ok(format!("{}.{}", at.row, name(field))),
            CheckedKind::Referred { steps, field } => {
                let reached = self.reach(steps, at)?;
                Ok(format!("{}.{}", reached.alias, name(field)))
            }
            CheckedKind::Item(inner) => self.of_item(at, |measuring, item| measuring.raw(inner, item)),
            _ => refuse("sql-part", ""),
        }
    }

    /// A day, a text or a truth.
    pub(super) fn scalar(&mut self, node: &Checked, at: &mut At<'m>) -> Said<Scalar> {
        let dialect = self.script.dialect;
        Ok(match &node.kind {
            CheckedKind::Day(day) => Scalar::sure(dialect.day(*day)),
            CheckedKind::Text(text) => Scalar::sure(literal(text)),
            CheckedKind::Field(id) => {
                let (row, kind) = (at.row.clone(), at.kind);
                self.field((&row, kind), id)?
            }
            CheckedKind::Referred { steps, field } => self.referred((steps, field), at)?,
            CheckedKind::Look(look) => {
                self.join_look(look, at);
                let value = format!("l_{look}.value");
                Scalar {
                    unknown: Unknown::Where(format!("(l_{look}.is_unknown = 1)")),
                    ..Scalar::nothing_if_null(value)
                }
            }
            CheckedKind::Item(inner) => self.of_item(at, |measuring, item| measuring.scalar(inner, item))?,
            CheckedKind::Own(own) => match own {
                Own::PeriodFrom => Scalar::sure("i.period_from"),
                Own::PeriodTo => Scalar::sure("i.period_to"),
                Own::Due => Scalar::sure(at.due.clone()),
                Own::StayFrom => Scalar::sure("i.stay_from"),
                Own::Opened => {
                    self.script.organisations();
                    at.join("JOIN organisation AS own_life ON own_life.org = i.owner".to_owned());
                    Scalar::sure("own_life.opened")
                }
                Own::IsDepartment => Scalar::sure(self.truth(node, at)?),
                Own::InForce | Own::Period => return refuse("sql-days-as-value", ""),
            },
            CheckedKind::Call(function, arguments) => self.call((*function, arguments), at)?,
            _ if node.is == Type::Truth => Scalar::unknown_if_null(self.truth(node, at)?),
            _ => return refuse("sql-part", ""),
        })
    }

    fn field(&self, (row, kind): (&str, &Kind), id: &str) -> Said<Scalar> {
        let column = format!("{row}.{}", name(id));
        let Some(field) = kind.field(id) else { return refuse("sql-field", id) };
        if field.holds == FieldType::IdList {
            return refuse("sql-list", id);
        }
        let never = self.script.dialect.never();
        Ok(match field.blank {
            _ if field.required => Scalar::sure(column),
            Some(Blank::NoEnd) => {
                Scalar { may_be_endless: true, ..Scalar::sure(format!("COALESCE({column}, {never})")) }
            }
            Some(Blank::NotHappened | Blank::None) => Scalar::nothing_if_null(column),
            Some(Blank::No) => Scalar::sure(format!("COALESCE({column}, FALSE)")),
            _ => Scalar::unknown_if_null(column),
        })
    }

    /// Joins the rows on a way through references: of the organisation list the row of the due day.
    fn reach(&mut self, steps: &[Step], at: &mut At<'m>) -> Said<Reached<'m>> {
        let (mut kind, mut alias, mut path) = (at.kind, at.row.clone(), at.row.clone());
        let mut unknown = Vec::new();
        for step in steps {
            let Some(field) = kind.field(&step.through) else { return refuse("sql-field", &step.through) };
            let Some(next) = self.rows.contract.kind(&step.kind) else { return refuse("sql-field", &step.kind) };
            let Some((_, target)) = field.referred().find(|(target, _)| *target == step.kind) else {
                return refuse("sql-field", &step.through);
            };
            if !field.required && is_unknown_if_blank(field) {
                unknown.push(format!("({alias}.{} IS NULL)", name(&step.through)));
            }
            path = format!("{path}.{}>{}", step.through, step.kind);
            alias = match at.ways.iter().find(|(known, _)| *known == path) {
                Some((_, known)) => known.clone(),
                None => {
                    let next_alias = format!("{}_{}", at.row, at.ways.len() + 1);
                    let join = self.way((&alias, field), (next, target), (&next_alias, at))?;
                    at.join(join);
                    at.ways.push((path.clone(), next_alias.clone()));
                    next_alias
                }
            };
            kind = next;
        }
        Ok(Reached { kind, alias, unknown })
    }

    fn way(
        &mut self,
        (alias, through): (&str, &Field),
        (next, target): (&'m Kind, &str),
        (next_alias, at): (&str, &At<'m>),
    ) -> Said<String> {
        let on = format!("{next_alias}.{} = {alias}.{}", name(target), name(&through.id));
        if next.kind == "org" {
            self.script.organisation_rows(next);
            return Ok(format!("LEFT JOIN org_on AS {next_alias} ON {on} AND {}", holds(next_alias, &at.due)));
        }
        if next.span.is_some() {
            return refuse("sql-way-through-states", &next.kind);
        }
        let by = through.refs_by.as_deref().map_or_else(String::new, |by| {
            format!(" AND {alias}.{} = {}", name(by), literal(&next.kind.replace('_', "-")))
        });
        let Some(first) = self.rows.first(&mut self.script, (&next.kind, target)) else {
            return refuse("sql-field", &next.kind);
        };
        Ok(format!("LEFT JOIN {first} AS {next_alias} ON {next_alias}.world = {} AND {on}{by}", at.world))
    }

    /// A field at the end of a way: nothing where the way leads nowhere.
    fn referred(&mut self, (steps, id): (&[Step], &str), at: &mut At<'m>) -> Said<Scalar> {
        let reached = self.reach(steps, at)?;
        let Some(field) = reached.kind.field(id) else { return refuse("sql-field", id) };
        let end = self.field((&reached.alias, reached.kind), id)?;
        let is_there = format!("{}.row_id IS NOT NULL", reached.alias);
        let mut unknown = reached.unknown;
        if end.unknown == Unknown::Null {
            unknown.push(format!("({is_there} AND {}.{} IS NULL)", reached.alias, name(id)));
        }
        let is_filled = end.may_be_endless || field.blank == Some(Blank::No) && !field.required;
        let sql = if is_filled { format!("CASE WHEN {is_there} THEN {} END", end.sql) } else { end.sql };
        let unknown = if unknown.is_empty() { Unknown::Never } else { Unknown::Where(unknown.join(" OR ")) };
        Ok(Scalar { sql, unknown, may_be_nothing: true, may_be_endless: end.may_be_endless })
    }

    fn call(&mut self, (function, arguments): (Function, &[Checked]), at: &mut At<'m>) -> Said<Scalar> {
        let dialect = self.script.dialect;
        match (function, arguments) {
            (Function::Known, [one]) => {
                let value = self.scalar(one, at)?;
                Ok(Scalar::unknown_if_null(value.day_that_comes(dialect)))
            }
            (Function::FirstOf, [first, second]) => {
                let is_field = matches!(first.kind, CheckedKind::Field(_) | CheckedKind::Referred { .. });
                let (first, second) = (self.scalar(first, at)?, self.scalar(second, at)?);
                let comes = first.day_that_comes(dialect);
                let sql = format!("COALESCE({comes}, {})", second.sql);
                // A field that is blank gives way whatever the blank means; what is not known for another reason does not.
                match first.is_unknown().filter(|_| !is_field) {
                    None => {
                        let unknown = second.is_unknown().map(|unknown| format!("({comes} IS NULL AND {unknown})"));
                        Ok(Scalar { sql, unknown: unknown.map_or(Unknown::Never, Unknown::Where), ..second })
                    }
                    Some(_) => refuse("sql-function", "first_of"),
                }
            }
            (Function::AddMonths | Function::AddDays, [day, amount]) => {
                let (day, amount) = (self.scalar(day, at)?, self.number(amount, at)?);
                self.later(function, &day, &amount)
            }
            (Function::Since, arguments) => self.since(arguments, at),
            _ => refuse("sql-function", name_of(function)),
        }
    }

    /// A day so many months or days later.
    fn later(&self, function: Function, day: &Scalar, amount: &Number) -> Said<Scalar> {
        let dialect = self.script.dialect;
        if amount.scale != 1 {
            return refuse("sql-part-of-a-day", "");
        }
        let known = amount.known();
        let later = match function {
            Function::AddMonths => dialect.add_months(&day.sql, &known),
            _ => dialect.add_days(&day.sql, &known),
        };
        let never = dialect.never();
        let sql = if day.may_be_endless {
            format!("CASE WHEN {0} = {never} THEN {0} ELSE {later} END", day.sql)
        } else {
            later
        };
        let may_be_unknown = amount.may_be_open || !amount.is_exact();
        let unknown = match (&day.unknown, may_be_unknown) {
            (_, false) | (Unknown::Null, true) => day.unknown.clone(),
            (Unknown::Never, true) if !day.may_be_nothing => Unknown::Null,
            (_, true) => {
                let amount = format!("({} IS NOT NULL AND {known} IS NULL)", day.sql);
                Unknown::Where(day.is_unknown().into_iter().chain([amount]).collect::<Vec<_>>().join(" OR "))
            }
        };
        Ok(Scalar { sql, unknown, ..day.clone() })
    }

    /// The first day of the run of touching rows of the same person over which every argument is what it is in this row.
    fn since(&mut self, arguments: &[Checked], at: &mut At<'m>) -> Said<Scalar> {
        let (Some(_), Some(person)) = (&at.kind.span, at.kind.key.first()) else {
            return refuse("sql-function", "since");
        };
        let table = self.rows.read_of(&at.kind.kind);
        let mut own = Vec::new();
        for argument in arguments {
            own.push(self.raw_value(argument, at)?);
        }
        let alike = |of: &str, other: &[String], joins: &str| {
            let same: Vec<String> =
                own.iter().zip(other).map(|(own, other)| format!(" AND {other} IS NOT DISTINCT FROM {own}")).collect();
            format!(
                "FROM {table} AS {of} {joins}WHERE {of}.world = {} AND {of}.{person} = {}.{person} AND {of}.state_from <= run.as_of{}",
                at.world,
                at.row,
                same.concat()
            )
        };
        let mut rest = Vec::new();
        for of in ["b", "e"] {
            let mut there = At::new(at.kind, of, &at.world, &at.due);
            let mut other = Vec::new();
            for argument in arguments {
                other.push(self.raw_value(argument, &mut there)?);
            }
            rest.push(alike(of, &other, &there.joined()));
        }
        let (begins, earlier) = (rest.first().cloned().unwrap_or_default(), rest.last().cloned().unwrap_or_default());
        at.join("CROSS JOIN run".to_owned());
        Ok(Scalar::sure(format!(
            "(SELECT MAX(b.state_from) {begins} AND b.state_from <= {row}.state_from\n    \
             AND NOT EXISTS (SELECT 1 {earlier} AND e.state_from < b.state_from AND b.state_from <= e.state_out))",
            row = at.row
        )))
    }

    /// A value that is only compared for being the same.
    fn raw_value(&mut self, node: &Checked, at: &mut At<'m>) -> Said<String> {
        match node.is {
            Type::Number | Type::Texts | Type::Days => refuse("sql-function", "since"),
            _ => self.scalar(node, at).map(|value| value.sql),
        }
    }

    /// A number.
    pub(super) fn number(&mut self, node: &Checked, at: &mut At<'m>) -> Said<Number> {
        Ok(match &node.kind {
            CheckedKind::Number(number) => Number::constant(*number),
            CheckedKind::Field(id) => self.number_field((&at.row.clone(), at.kind), id)?,
            CheckedKind::Referred { steps, field } => {
                let reached = self.reach(steps, at)?;
                let number = self.number_field((&reached.alias, reached.kind), field)?;
                if !reached.unknown.is_empty() {
                    return refuse("sql-number-over-a-way", field);
                }
                Number { nothing: Some(format!("({}.row_id IS NULL)", reached.alias)), may_be_open: true, ..number }
            }
            CheckedKind::Look(look) => {
                self.join_look(look, at);
                let (least, most) = (format!("l_{look}.least"), format!("l_{look}.most"));
                let scale = self.look_scales.get(look).copied().unwrap_or(1);
                Number { least, most, may_be_open: true, ..Number::exactly("", scale) }
            }
            CheckedKind::Parameter(parameter) => self.parameter(parameter, &at.due),
            CheckedKind::Arithmetic(operation, left, right) => {
                let (left, right) = (self.number(left, at)?, self.number(right, at)?);
                match left.apply(*operation, &right) {
                    Some(number) => number,
                    None => return refuse("sql-quotient", ""),
                }
            }
            CheckedKind::Call(Function::Least, arguments) => match arguments.as_slice() {
                [one, other] => {
                    let (one, other) = (self.number(one, at)?, self.number(other, at)?);
                    one.lesser(&other)
                }
                _ => return refuse("sql-function", "least"),
            },
            CheckedKind::Item(inner) => self.of_item(at, |measuring, item| measuring.number(inner, item))?,
            CheckedKind::Call(Function::Days, arguments) => match arguments.as_slice() {
                [set] => self.days(set, at)?,
                _ => return refuse("sql-function", "days"),
            },
            CheckedKind::Call(Function::Known, arguments) => match arguments.as_slice() {
                [one] => Number { nothing: None, ..self.number(one, at)? },
                _ => return refuse("sql-function", "known"),
            },
            CheckedKind::Call(function, _) => return refuse("sql-function", name_of(*function)),
            _ => return refuse("sql-part", ""),
        })
    }

    fn number_field(&self, (row, kind): (&str, &Kind), id: &str) -> Said<Number> {
        let Some(field) = kind.field(id) else { return refuse("sql-field", id) };
        let column = format!("{row}.{}", name(id));
        let number = match field.holds {
            FieldType::Decimal => Number::exactly(self.script.dialect.hundredths(&column), 100),
            _ => Number::exactly(column.clone(), 1),
        };
        Ok(match field.blank {
            _ if field.required => number,
            Some(Blank::NotHappened | Blank::None) => {
                Number { nothing: Some(format!("({column} IS NULL)")), may_be_open: true, ..number }
            }
            _ => Number { may_be_open: true, ..number },
        })
    }

    pub(super) fn join_look(&self, look: &str, at: &mut At<'m>) {
        at.join(format!("JOIN {} AS l_{look} ON l_{look}.item_id = i.item_id", self.rows.own(&format!("look_{look}"))));
    }
}

pub(super) fn is_unknown_if_blank(field: &Field) -> bool {
    !matches!(field.blank, Some(Blank::NoEnd | Blank::NotHappened | Blank::None | Blank::No))
}

/// The name of a function as authors write it.
fn name_of(function: Function) -> &'static str {
    match function {
        Function::FirstOf => "first_of",
        Function::Known => "known",
        Function::Since => "since",
        fixed => Function::FIXED.iter().find(|(_, known, ..)| *known == fixed).map_or("", |(name, ..)| name),
    }
}
