//! For whom the register of a look must be covered, and on which days, as steps. The meaning is that of the evaluator's
//! `covered`.

use super::{
    Measuring, Said,
    dialect::name,
    organisations::{holds, overlap},
    population::MAY_KEEP_A_ROLL,
    refuse,
};
use changxiao_core::{contract::Kind, definition::Covered, measure::Look};

impl<'m> Measuring<'m> {
    /// `LOOK_asked`: for each item the organisations whose sheets must be there, and the days; then `LOOK_gap`.
    pub(super) fn asked_of(&mut self, look: &Look) -> Said<()> {
        let step = self.rows.own(&format!("look_{}", look.name));
        let says = format!("look {}: whose sheets must be there, for which days", look.name);
        let asked = format!("{step}_asked");
        match &look.covered {
            Covered::Nobody => {
                let gap = format!("SELECT item_id FROM {} WHERE 1 = 0", self.rows.own("item"));
                self.script.step(&format!("{step}_gap"), &format!("look {}: no sheet must be there", look.name), gap);
                return Ok(());
            }
            Covered::Owner => {
                let days = self.asked_days(look);
                self.script.step(
                    &asked,
                    &says,
                    format!("SELECT d.item_id, d.owner AS org, d.day_from, d.day_to, d.last_day\nFROM ({days}) AS d"),
                );
            }
            Covered::OneOf(fields) => {
                let roll = self.on_roll(look)?;
                let row = self.item_row("h", "i.row_id");
                let item = self.rows.own("item");
                let select = |org: &str, condition: &str| {
                    format!(
                        "SELECT s.item_id, {org} AS org, s.day_from, s.day_to, s.last_day\nFROM {roll} AS s\n\
                         JOIN {item} AS i ON i.item_id = s.item_id\n{row}WHERE {condition}"
                    )
                };
                let named: Vec<String> = fields.iter().map(|field| format!("h.{}", name(field))).collect();
                let none = named.iter().map(|field| format!("{field} IS NULL")).collect::<Vec<_>>().join(" AND ");
                let nobody = self.script.dialect.text("NULL");
                let mut all: Vec<String> =
                    named.iter().map(|field| select(field, &format!("{field} IS NOT NULL"))).collect();
                all.push(select(&nobody, &none));
                self.script.step(&asked, &says, all.join("\nUNION ALL\n"));
            }
            Covered::EachStay => {
                let roll = self.on_roll(look)?;
                let last = self.script.dialect.add_days("day_to", "-1");
                self.script.step(
                    &asked,
                    &says,
                    format!("SELECT item_id, org, day_from, day_to, {last} AS last_day FROM {roll}"),
                );
            }
            Covered::Reach => self.reach_of(look, (&asked, &says))?,
        }
        let is_one_enough = matches!(look.covered, Covered::OneOf(_));
        self.script.gaps(&step, &look.register, is_one_enough);
        Ok(())
    }

    /// The days of a look for which one asks, stretch by stretch: `item_id, owner, day_from, day_to, last_day`.
    fn asked_days(&mut self, look: &Look) -> String {
        let (item, window) = (self.rows.own("item"), self.rows.own(&format!("look_{}_window", look.name)));
        let last = self.script.dialect.add_days("w.asked_to", "-1");
        if self.has_stretches(look) {
            let stretches = self.stretches();
            return format!(
                "SELECT i.item_id, i.owner, s.day_from, s.day_to, {last} AS last_day FROM {item} AS i \
                 JOIN {window} AS w ON w.item_id = i.item_id JOIN {stretches} AS s ON s.item_id = i.item_id"
            );
        }
        format!(
            "SELECT i.item_id, i.owner, w.asked_from AS day_from, w.asked_to AS day_to, {last} AS last_day \
             FROM {item} AS i JOIN {window} AS w ON w.item_id = i.item_id"
        )
    }

    /// The organisations and days on which the item's person has a stay, within the period and the days of the look.
    fn on_roll(&mut self, look: &Look) -> Said<String> {
        let kind = self.population();
        let (Some(_), Some(person), Some(unit)) = (&kind.span, kind.key.first(), &kind.unit_field) else {
            return refuse("sql-field", &kind.kind);
        };
        let step = self.rows.own(&format!("look_{}_roll", look.name));
        let days = self.asked_days(look);
        let dialect = self.script.dialect;
        let (person, unit) = (name(person), name(unit));
        let from = dialect.greatest(&dialect.greatest("o.state_from", "i.period_from"), "d.day_from");
        let to = dialect.least(&dialect.least("o.state_to", "i.period_to"), "d.day_to");
        let last = dialect.add_days("MAX(s.day_to) OVER (PARTITION BY s.item_id)", "-1");
        let query = format!(
            "SELECT s.*, {last} AS last_day\nFROM (\n  SELECT i.item_id, o.{unit} AS org, {from} AS day_from, {to} AS day_to\n  \
             FROM {} AS i\n  {}  JOIN {} AS o ON o.world = i.world AND o.{person} = h.{person}\n  CROSS JOIN run\n  \
             JOIN ({days}) AS d ON d.item_id = i.item_id\n  WHERE o.state_from <= run.as_of\n) AS s\nWHERE s.day_from < s.day_to",
            self.rows.own("item"),
            self.item_row("h", "i.row_id"),
            self.rows.read_of(&kind.kind)
        );
        self.script.step(&step, &format!("look {}: where the person stood on these days", look.name), query);
        Ok(step)
    }

    /// Every organisation that keeps a roll in the reach of the department at or above the owner.
    fn reach_of(&mut self, look: &Look, (asked, says): (&str, &str)) -> Said<()> {
        if self.has_stretches(look) {
            return refuse("sql-reach-of-stretches", &look.name);
        }
        self.script.reach();
        let days = self.asked_days(look);
        let Some(kind) = self.rows.contract.kind(&look.register) else { return refuse("sql-field", &look.register) };
        let has_rows = self.has_rows(kind, ("k.org", "d.day_from", "d.last_day"))?;
        let department = self.rows.own(&format!("look_{}_department", look.name));
        self.script.step(
            &department,
            &format!("look {}: the department at or above the owner", look.name),
            format!(
                "SELECT d.*, u.unit AS department\nFROM ({days}) AS d\n\
                 LEFT JOIN (SELECT w.org, p.unit, {from} AS day_from, {to} AS day_to FROM way AS w JOIN department AS p \
                 ON p.unit = w.unit AND {both}) AS u\n  ON u.org = d.owner AND {on}",
                from = self.script.dialect.greatest("w.day_from", "p.day_from"),
                to = self.script.dialect.least("w.day_to", "p.day_to"),
                both = overlap("w", "p"),
                on = holds("u", "d.last_day")
            ),
        );
        self.script.step(
            asked,
            says,
            format!(
                "SELECT d.item_id, d.owner AS org, d.day_from, d.day_to, d.last_day FROM {department} AS d WHERE d.department IS NULL\n\
                 UNION ALL\nSELECT d.item_id, k.org, d.day_from, d.day_to, d.last_day\nFROM {department} AS d\n\
                 JOIN reached AS k ON k.reached_from = d.department AND {}\n\
                 JOIN organisation AS o ON o.org = k.org\n\
                 WHERE o.kind = 'branch' OR (o.kind IN {MAY_KEEP_A_ROLL} AND {has_rows})",
                holds("k", "d.last_day")
            ),
        );
        Ok(())
    }

    /// A condition: a register has a seen row of an organisation; of states one in force on one of these days.
    pub(super) fn has_rows(&mut self, kind: &Kind, (org, first, last): (&str, &str, &str)) -> Said<String> {
        let (Some(unit), Some(day)) = (&kind.unit_field, &kind.date_field) else {
            return refuse("sql-departments-of-undated", &kind.kind);
        };
        self.script.rows(kind);
        let seen =
            if kind.always_seen { String::new() } else { format!(" AND COALESCE(q.{} <= run.as_of, TRUE)", name(day)) };
        let in_force = kind.span.as_ref().map_or_else(String::new, |span| {
            format!(
                " AND q.{} <= {last} AND (q.{to} IS NULL OR q.{to} > run.as_of OR q.{to} > {first})",
                name(&span.from),
                to = name(&span.to)
            )
        });
        Ok(format!(
            "EXISTS (SELECT 1 FROM {}_row AS q CROSS JOIN run WHERE q.{} = {org} AND q.is_struck = 0{seen}{in_force})",
            kind.kind,
            name(unit)
        ))
    }
}
