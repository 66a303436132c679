//! Looks as steps: the days of each, the rows that stand to an item as its keys ask, and what is taken from them between
//! two ends. The meaning is that of the evaluator's `look`.

use super::{
    Measuring, Said,
    dialect::{Dialect, name},
    expression::At,
    organisations::holds,
    refuse,
    value::{Number, Scalar},
};
use changxiao_core::{
    contract::{FieldType, Kind},
    definition::{Stand, Which},
    expression::{CheckedKind, Type},
    measure::{Look, Relation, Take, Written},
};

impl<'m> Measuring<'m> {
    /// The steps of a look, the last under its own name: `item_id, least, most`, or of days `item_id, value, is_unknown`.
    pub(super) fn look(&mut self, look: &'m Look) -> Said<()> {
        let Some(kind) = self.rows.contract.kind(&look.register) else { return refuse("sql-field", &look.register) };
        self.rows.read(&mut self.script, kind);
        self.window(look, kind)?;
        self.asked_of(look)?;
        self.look_rows(look, kind)?;
        self.taken(look)
    }

    /// Whether the days of a look are those of the item, which may be several stretches.
    pub(super) fn has_stretches(&self, look: &Look) -> bool {
        let is_state = self.rows.contract.kind(&look.register).is_some_and(|kind| kind.span.is_some());
        let is_own = look.from.is_none() && look.until.is_none() && look.period == Which::This && !is_state;
        let population = self.population();
        is_own
            && population.kind != "org"
            && population.span.is_some()
            && self.measure.population.rows == Stand::Overlapping
    }

    /// `LOOK_window`: first day in and first day out; NULL if nobody knows them; no day: both are the day that never comes.
    fn window(&mut self, look: &'m Look, kind: &Kind) -> Said<()> {
        let dialect = self.script.dialect;
        let mut at = At::new(self.population(), "h", "i.world", "i.due");
        let mut day = |written: &'m Option<Written>, otherwise: String| match written {
            Some(written) => self.scalar(&written.checked, &mut at),
            None => Ok(Scalar::sure(otherwise)),
        };
        let (own_from, own_to) = match look.period {
            Which::This => ("i.window_from".to_owned(), "i.window_to".to_owned()),
            Which::YearBefore => (dialect.add_months("i.period_from", "-12"), dialect.add_months("i.period_to", "-12")),
        };
        let is_own = look.from.is_none() && look.until.is_none();
        let (from, to) = if kind.span.is_some() {
            let on = day(&look.at, "i.due".to_owned())?;
            (on.clone(), on)
        } else if is_own {
            (Scalar::sure(own_from), Scalar::sure(own_to))
        } else {
            (day(&look.from, own_from)?, day(&look.until, dialect.add_days(&own_to, "-1"))?)
        };
        let is_whole = is_own && kind.span.is_none();
        let (first, after) = (from.day_that_comes(dialect), to.day_that_comes(dialect));
        let after = if is_whole { after } else { dialect.add_days(&after, "1") };
        let unsure = self.unsure_keys(look)?;
        let row = self.item_row("h", "i.row_id");
        self.script.step(
            &self.rows.own(&format!("look_{}_window", look.name)),
            &format!("look {}: its days", look.name),
            format!(
                "SELECT item_id, window_from, window_to,\n  \
                 CASE WHEN is_unsure = 1 OR window_from IS NULL THEN 1 ELSE 0 END AS is_unsure,\n  \
                 COALESCE(window_from, own_from) AS asked_from, COALESCE(window_to, own_to) AS asked_to\nFROM (\n  \
                 SELECT i.item_id, i.window_from AS own_from, i.window_to AS own_to,\n    {} AS window_from,\n    \
                 {} AS window_to,\n    CASE WHEN {unsure} THEN 1 ELSE 0 END AS is_unsure\n  FROM {} AS i\n  {row}{}) AS days",
                end_of_window(dialect, (&from, &to), &first),
                end_of_window(dialect, (&from, &to), &after),
                self.rows.own("item"),
                at.joined()
            ),
        );
        Ok(())
    }

    /// A condition: a key of the item is not known.
    fn unsure_keys(&self, look: &Look) -> Said<String> {
        let kind = self.population();
        let mut unsure = Vec::new();
        for key in look.by.iter().filter(|key| key.relation == Relation::Same) {
            let Some(field) = kind.field(&key.here) else { return refuse("sql-field", &key.here) };
            let is_end = kind.span.as_ref().is_some_and(|span| span.to == key.here);
            let is_plain = !matches!(
                field.holds,
                FieldType::Integer | FieldType::Decimal | FieldType::IdList | FieldType::Boolean
            );
            if !is_plain || is_end {
                return refuse("sql-key", &key.here);
            }
            if !field.required && super::expression::is_unknown_if_blank(field) {
                unsure.push(format!("h.{} IS NULL", name(&key.here)));
            }
        }
        Ok(if unsure.is_empty() { "FALSE".to_owned() } else { unsure.join(" OR ") })
    }

    /// `LOOK_row`: the rows that count, or may.
    fn look_rows(&mut self, look: &'m Look, kind: &'m Kind) -> Said<()> {
        let mut at = At::new(kind, "r", "i.world", "i.due");
        let day = match &look.when {
            Some(when) => self.scalar(&when.checked, &mut at)?,
            None if kind
                .date_field
                .as_deref()
                .and_then(|field| kind.field(field))
                .is_some_and(|field| field.required) =>
            {
                Scalar::sure("r.seen_day")
            }
            None => Scalar::nothing_if_null("r.seen_day"),
        };
        let inside = self.inside(look, kind, &day);
        let asked = match &look.only {
            Some(only) => self.truth(&only.checked, &mut at)?,
            None => "TRUE".to_owned(),
        };
        let amount = self.amount(look, &mut at)?;
        let related = self.related(look, (kind, &day))?;
        let mut on: Vec<String> =
            if kind.kind == "org" { vec!["r.is_struck = 0".to_owned()] } else { vec!["r.world = i.world".to_owned()] };
        let same = look.by.iter().filter(|key| key.relation == Relation::Same);
        on.extend(same.map(|key| format!("r.{} = h.{}", name(&key.there), name(&key.here))));
        let distinct = if related.is_empty() { "" } else { "DISTINCT " };
        let row = self.item_row("h", "i.row_id");
        self.script.step(
            &self.rows.own(&format!("look_{}_row", look.name)),
            &format!("look {}: rows that count (is_sure = 1), or may", look.name),
            format!(
                "SELECT x.*, CASE WHEN is_inside AND is_asked THEN 1 ELSE 0 END AS is_sure\nFROM (\n  \
                 SELECT {distinct}i.item_id, r.row_id, {inside} AS is_inside,\n    {asked} AS is_asked{amount}\n  \
                 FROM {} AS i\n  {row}  JOIN {} AS w ON w.item_id = i.item_id\n  JOIN {} AS r ON {}\n  \
                 {related}{}  WHERE r.is_seen\n\
                 ) AS x\nWHERE COALESCE(is_inside, TRUE) AND COALESCE(is_asked, TRUE)",
                self.rows.own("item"),
                self.rows.own(&format!("look_{}_window", look.name)),
                self.rows.read_of(&kind.kind),
                on.join(" AND "),
                at.joined(),
            ),
        );
        Ok(())
    }

    /// Whether the day of a row, or a state, lies in the window.
    fn inside(&mut self, look: &Look, kind: &Kind, day: &Scalar) -> String {
        if kind.span.is_some() && look.ended {
            return "(r.state_to <= w.window_from)".to_owned();
        }
        if kind.span.is_some() {
            return "(r.state_from <= w.window_from AND w.window_from < r.state_to)".to_owned();
        }
        let within = if self.has_stretches(look) {
            let stretches = self.stretches();
            format!("EXISTS (SELECT 1 FROM {stretches} AS s WHERE s.item_id = i.item_id AND {})", holds("s", &day.sql))
        } else {
            format!("({0} >= w.window_from AND {0} < w.window_to)", day.sql)
        };
        let unknown = day.is_unknown().map(|unknown| format!(" WHEN {unknown} THEN NULL"));
        let nothing = day.may_be_nothing.then(|| format!(" WHEN {} IS NULL THEN FALSE", day.sql));
        if unknown.is_none() && nothing.is_none() {
            return within;
        }
        let (unknown, nothing) = (unknown.unwrap_or_default(), nothing.unwrap_or_default());
        format!("CASE WHEN w.window_from IS NULL THEN NULL{unknown}{nothing} ELSE {within} END")
    }

    /// The joins of keys that ask how the organisation of a row stands to that of the item.
    fn related(&mut self, look: &Look, (kind, day): (&Kind, &Scalar)) -> Said<String> {
        let day = if kind.span.is_some() {
            "i.due".to_owned()
        } else if day.may_be_nothing || day.is_unknown().is_some() {
            format!("COALESCE({}, i.due)", day.sql)
        } else {
            day.sql.clone()
        };
        let mut joins = String::new();
        for (nth, key) in look.by.iter().filter(|key| key.relation != Relation::Same).enumerate() {
            let is_list = kind.field(&key.there).is_some_and(|field| field.holds == FieldType::IdList);
            let there = if key.there == "serves" {
                self.script.seats();
                joins.push_str(&format!(
                    "  JOIN served AS v{nth} ON v{nth}.org = r.org AND v{nth}.nth > 0 AND {}\n",
                    holds(&format!("v{nth}"), &day)
                ));
                format!("v{nth}.unit")
            } else if is_list {
                return refuse("sql-list", &key.there);
            } else {
                format!("r.{}", name(&key.there))
            };
            let here = format!("h.{}", name(&key.here));
            let on = match key.relation {
                Relation::Within => {
                    self.script.within();
                    format!("at_or_above AS k{nth} ON k{nth}.org = {there} AND k{nth}.above = {here}")
                }
                Relation::Around => {
                    self.script.around();
                    format!("around AS k{nth} ON k{nth}.org = {there} AND k{nth}.other = {here}")
                }
                Relation::Voice => {
                    self.script.coverage();
                    format!("voice AS k{nth} ON k{nth}.org = {here} AND k{nth}.voice = {there}")
                }
                Relation::Reached | Relation::Same => {
                    self.script.reach();
                    format!("reached AS k{nth} ON k{nth}.org = {there} AND k{nth}.reached_from = {here}")
                }
            };
            joins.push_str(&format!("  JOIN {on} AND {}\n", holds(&format!("k{nth}"), &day)));
        }
        Ok(joins)
    }

    /// The columns of what is taken from a row.
    fn amount(&mut self, look: &'m Look, at: &mut At<'m>) -> Said<String> {
        Ok(match &look.take {
            Take::Count => String::new(),
            Take::Different(of) => {
                let value = self.scalar(&of.checked, at)?;
                let unknown = value.is_unknown().unwrap_or_else(|| "FALSE".to_owned());
                format!(",\n    {} AS value, CASE WHEN {unknown} THEN 1 ELSE 0 END AS is_blank", value.sql)
            }
            Take::Least(of) | Take::Greatest(of) if look.is == Type::Day => {
                let value = self.scalar(&of.checked, at)?;
                let unknown = value.is_unknown().unwrap_or_else(|| "FALSE".to_owned());
                let comes = value.day_that_comes(self.script.dialect);
                format!(",\n    {comes} AS value, CASE WHEN {unknown} THEN 1 ELSE 0 END AS is_blank")
            }
            Take::Sum(of) => {
                let amount = self.number(&of.checked, at)?;
                let is_field = matches!(of.checked.kind, CheckedKind::Field(_) | CheckedKind::Referred { .. });
                if amount.may_be_open && !is_field {
                    return refuse("sql-sum", &of.text);
                }
                self.look_scales.insert(look.name.clone(), amount.scale);
                let Number { least, most, nothing, .. } = amount;
                let if_nothing = nothing.map_or_else(String::new, |nothing| format!("WHEN {nothing} THEN 0 "));
                let or = |value: &str| {
                    if if_nothing.is_empty() { value.to_owned() } else { format!("CASE {if_nothing}ELSE {value} END") }
                };
                format!(",\n    {} AS least, {} AS most", or(&format!("COALESCE({least}, 0)")), or(&most))
            }
            Take::Least(of) | Take::Greatest(of) => return refuse("sql-least-number", &of.text),
        })
    }

    /// What a look found, between two ends.
    fn taken(&mut self, look: &Look) -> Said<()> {
        let own = |part: &str| self.rows.own(&format!("look_{}{part}", look.name));
        let (rows, windows, gap) = (own("_row"), own("_window"), own("_gap"));
        let is_whole = "w.is_unsure = 0 AND g.item_id IS NULL";
        let columns = match &look.take {
            Take::Count => format!(
                "COALESCE(SUM(t.is_sure), 0) AS least,\n  CASE WHEN {is_whole} THEN COUNT(t.row_id) END AS most"
            ),
            Take::Sum(_) => format!(
                "COALESCE(SUM(CASE WHEN t.is_sure = 1 THEN t.least ELSE 0 END), 0) AS least,\n  \
                 CASE WHEN {is_whole} AND COUNT(t.most) = COUNT(t.row_id) THEN COALESCE(SUM(t.most), 0) END AS most"
            ),
            // Of those whose value nobody knows each may bring another one.
            Take::Different(_) => format!(
                "COUNT(DISTINCT CASE WHEN t.is_sure = 1 THEN t.value END) AS least,\n  \
                 CASE WHEN {is_whole} THEN COUNT(DISTINCT t.value) + COALESCE(SUM(t.is_blank), 0) END AS most"
            ),
            Take::Least(_) | Take::Greatest(_) => {
                let end = if matches!(look.take, Take::Least(_)) { "MIN" } else { "MAX" };
                let is_sure = format!(
                    "{is_whole} AND COALESCE(MAX(CASE WHEN t.row_id IS NULL OR t.is_sure = 1 AND t.is_blank = 0 THEN 0 ELSE 1 END), 0) = 0"
                );
                format!(
                    "CASE WHEN {is_sure} THEN {end}(t.value) END AS value,\n  \
                     CASE WHEN {is_sure} THEN 0 ELSE 1 END AS is_unknown"
                )
            }
        };
        self.script.step(
            &own(""),
            &format!("look {}: what it found; without a greatest number where a sheet is missing", look.name),
            format!(
                "SELECT w.item_id, {columns}\nFROM {windows} AS w\nLEFT JOIN {gap} AS g ON g.item_id = w.item_id\n\
                 LEFT JOIN {rows} AS t ON t.item_id = w.item_id\nGROUP BY w.item_id, w.is_unsure, g.item_id"
            ),
        );
        Ok(())
    }
}

/// One end of a window: NULL if one of its days is not known; the day that never comes if one of them does not come.
fn end_of_window(dialect: Dialect, (from, to): (&Scalar, &Scalar), end: &str) -> String {
    let unknown: String =
        [from, to].into_iter().filter_map(Scalar::is_unknown).map(|one| format!(" WHEN {one} THEN NULL")).collect();
    let may_not_come = [from, to].into_iter().any(|day| day.may_be_nothing || day.may_be_endless);
    let (first, last) = (from.day_that_comes(dialect), to.day_that_comes(dialect));
    let never = format!(" WHEN {first} IS NULL OR {last} IS NULL THEN {}", dialect.never());
    match (unknown.is_empty(), may_not_come) {
        (true, false) => end.to_owned(),
        (false, false) => format!("CASE{unknown} ELSE {end} END"),
        (_, true) => format!("CASE{unknown}{never} ELSE {end} END"),
    }
}
