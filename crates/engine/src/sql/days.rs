//! Sets of days as steps: the days on which an item is in force, or those of the period, less spans that are read row by
//! row; and how many days that leaves, each counted once.

use super::{
    Measuring, Said,
    expression::At,
    refuse,
    value::{Number, Scalar},
};
use changxiao_core::expression::{Checked, CheckedKind, Function, Own};

impl<'m> Measuring<'m> {
    /// The number of days in a set.
    pub(super) fn days(&mut self, set: &Checked, at: &mut At<'m>) -> Said<Number> {
        if matches!(set.kind, CheckedKind::Own(Own::Period)) {
            let days = self.script.dialect.days_between("i.period_from", "i.period_to");
            return Ok(Number { is_positive: true, ..Number::exactly(days, 1) });
        }
        let pieces = self.set(set)?;
        let step = format!("{pieces}_days");
        if !self.script.has(&step) {
            let dialect = self.script.dialect;
            let from = dialect.greatest("day_from", "COALESCE(reached, day_from)");
            let days = dialect.days_between(&from, "day_to");
            self.script.step(
                &step,
                "how many days that is, each counted once",
                format!(
                    "SELECT item_id, MAX(is_unknown) AS is_unknown,\n  \
                     SUM(CASE WHEN day_from < day_to AND (reached IS NULL OR reached < day_to) THEN {days} ELSE 0 END) AS days\n\
                     FROM (\n  SELECT p.*, MAX(day_to) OVER (PARTITION BY item_id ORDER BY day_from, day_to \
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached\n  FROM {pieces} AS p\n) AS sorted\nGROUP BY item_id"
                ),
            );
        }
        at.join(format!("LEFT JOIN {step} AS of_{step} ON of_{step}.item_id = i.item_id"));
        let days = format!("CASE WHEN of_{step}.is_unknown = 1 THEN NULL ELSE COALESCE(of_{step}.days, 0) END");
        Ok(Number { may_be_open: true, ..Number::exactly(days, 1) })
    }

    /// The step with the pieces of a set: `item_id, row_id, day_from, day_to, is_unknown`.
    fn set(&mut self, set: &Checked) -> Said<String> {
        match &set.kind {
            CheckedKind::Own(Own::InForce) => {
                let step = self.rows.own("in_force");
                if !self.script.has(&step) {
                    let query =
                        format!("SELECT item_id, row_id, day_from, day_to, 0 AS is_unknown FROM {}", self.stretches());
                    self.script.step(
                        &step,
                        "the days on which each item is in force, with the row of each stretch",
                        query,
                    );
                }
                Ok(step)
            }
            CheckedKind::Call(Function::Without, arguments) => match arguments.as_slice() {
                [set, from, to] => self.without(set, (from, to)),
                _ => refuse("sql-function", "without"),
            },
            _ => refuse("sql-days-as-value", ""),
        }
    }

    fn without(&mut self, set: &Checked, (from, to): (&Checked, &Checked)) -> Said<String> {
        let of = self.set(set)?;
        let known = self.withouts.iter().position(|(a, b, c)| (a, b, c) == (&of, from, to));
        let nth = known.unwrap_or(self.withouts.len()) + 1;
        let step = self.rows.own(&format!("without_{nth}"));
        if known.is_some() {
            return Ok(step);
        }
        self.withouts.push((of.clone(), from.clone(), to.clone()));
        let kind = self.population();
        let mut at = At::new(kind, "r", "i.world", "i.due");
        let (from, to) = (self.scalar(from, &mut at)?, self.scalar(to, &mut at)?);
        let row = self.item_row("r", "p.row_id");
        let gap = format!("{step}_gap");
        let (is_unknown, from_day, to_day) = self.gap(&from, &to);
        self.script.step(
            &gap,
            "of each stretch the days to be taken away, read in its own row",
            format!(
                "SELECT p.item_id, p.row_id, p.day_from, p.day_to,\n  \
                 CASE WHEN p.is_unknown = 1 OR ({is_unknown}) THEN 1 ELSE 0 END AS is_unknown,\n  \
                 {from_day} AS gap_from, {to_day} AS gap_to\nFROM {of} AS p\n\
                 JOIN {} AS i ON i.item_id = p.item_id\n{row}{}",
                self.rows.own("item"),
                at.joined()
            ),
        );
        let dialect = self.script.dialect;
        let (before, after) = (dialect.least("day_to", "gap_from"), dialect.greatest("day_from", "gap_to"));
        self.script.step(
            &step,
            "what is left of each stretch: before the days taken away, and after them",
            format!(
                "SELECT item_id, row_id, day_from, day_to, is_unknown FROM {gap} WHERE gap_from IS NULL\nUNION ALL\n\
                 SELECT item_id, row_id, day_from, {before}, is_unknown FROM {gap} WHERE gap_from IS NOT NULL\nUNION ALL\n\
                 SELECT item_id, row_id, {after}, day_to, is_unknown FROM {gap} WHERE gap_from IS NOT NULL"
            ),
        );
        Ok(step)
    }

    /// When a gap is not known, and its ends: NULL where there is none.
    fn gap(&self, from: &Scalar, to: &Scalar) -> (String, String, String) {
        let dialect = self.script.dialect;
        let never = dialect.never();
        // A span that begins nobody knows when, or whose end is blank without being endless, is not known.
        let begins_never = if from.may_be_endless { format!("{} = {never}", from.sql) } else { "FALSE".to_owned() };
        let from_unknown = from.is_unknown().unwrap_or_else(|| "FALSE".to_owned());
        let unknown = format!("{from_unknown} OR {begins_never} OR ({} IS NOT NULL AND {} IS NULL)", from.sql, to.sql);
        let is_gap = format!("{f} IS NOT NULL AND {t} IS NOT NULL AND {f} < {t}", f = from.sql, t = to.sql);
        (
            unknown,
            format!("CASE WHEN {is_gap} THEN {} END", from.sql),
            format!("CASE WHEN {is_gap} THEN {} END", to.sql),
        )
    }
}
