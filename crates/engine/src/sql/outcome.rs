//! What becomes of each item, as steps: its class in each world, registers whose sheets are missing, and what all worlds
//! agree on. The meaning is that of the evaluator's `decide` and `settled`.

use super::{
    Measuring, Said, dialect::literal, expression::At, organisations::holds, population::MAY_KEEP_A_ROLL, refuse,
    value::Number,
};
use changxiao_core::{
    day::Calendar,
    definition::{self, Stand},
    measure::{DEPARTMENT, Written},
};

impl<'m> Measuring<'m> {
    /// `class`: what an item is in each world, with its amounts times `scale`.
    pub(super) fn classes(&mut self, scale: i128) -> Said<()> {
        let measure = self.measure;
        let mut at = At::new(self.population(), "h", "i.world", "i.due");
        let only = self.test(&measure.only, "TRUE", &mut at)?;
        let grace = self.grace(&at)?;
        let pending = self.script.dialect.add_days("i.due", &grace);
        at.join("CROSS JOIN run".to_owned());
        let except = self.test(&measure.except, "FALSE", &mut at)?;
        let (columns, class, is_item) = if measure.denominator.is_some() {
            self.amounts(scale, &mut at)?
        } else {
            let exclude = self.test(&measure.exclude, "FALSE", &mut at)?;
            let met = self.truth(&measure.numerator.checked, &mut at)?;
            (
                format!("{exclude} AS is_excluded,\n    \
                    {met} AS is_met, CAST(NULL AS BIGINT) AS numerator, CAST(NULL AS BIGINT) AS denominator, 0 AS excluded"),
                "WHEN is_excluded IS NULL THEN 'open'\n    WHEN is_excluded THEN 'excluded'\n    WHEN is_met THEN 'met'\n    \
                 WHEN is_excepted AND NOT is_met THEN 'excepted'\n    WHEN NOT is_excepted AND NOT is_met THEN 'missed'\n    \
                 WHEN NOT is_excepted AND is_met IS NULL THEN 'unknown'\n    ELSE 'open'"
                    .to_owned(),
                String::new(),
            )
        };
        let row = self.item_row("h", "i.row_id");
        // Amounts of an item that is not known, excepted or pending are none: worlds that differ in them only agree.
        let amounts = match measure.denominator {
            None => "numerator, denominator, excluded".to_owned(),
            Some(_) => {
                let is_met = "is_asked AND NOT is_pending AND NOT is_excepted AND numerator IS NOT NULL AND denominator IS NOT NULL AND excluded >= 0";
                let of = |column: &str, otherwise: &str| {
                    format!("CASE WHEN {is_met} THEN {column}{otherwise} END AS {column}")
                };
                [of("numerator", ""), of("denominator", ""), of("excluded", " ELSE 0")].join(",\n  ")
            }
        };
        self.script.step(
            &self.rows.own("class"),
            "what each item is in each world: only, due, excluded, met, excepted, in this order",
            format!(
                "SELECT world, period_from, owner, subject, due, {amounts},\n  CASE\n    \
                 WHEN is_asked IS NULL THEN 'open'\n    WHEN is_pending THEN 'pending'\n    {class}\n  END AS class\n\
                 FROM (\n  \
                 SELECT i.world, i.period_from, i.owner, i.subject, i.due,\n    {only} AS is_asked,\n    \
                 {pending} > run.as_of AS is_pending,\n    {except} AS is_excepted,\n    {columns}\n  FROM {} AS i\n  \
                 {row}{}) AS tested\n\
                 WHERE COALESCE(is_asked, TRUE){is_item}",
                self.rows.own("item"),
                at.joined()
            ),
        );
        Ok(())
    }

    fn test(&mut self, written: &'m Option<Written>, otherwise: &str, at: &mut At<'m>) -> Said<String> {
        written.as_ref().map_or(Ok(otherwise.to_owned()), |written| self.truth(&written.checked, at))
    }

    /// Days of grace, a whole number.
    fn grace(&self, at: &At<'_>) -> Said<String> {
        match &self.measure.population.grace_days {
            definition::Number::Fixed(days) => Ok(days.ceiling().to_string()),
            definition::Number::Parameter(parameter) => {
                let days = self.parameter(parameter, &at.due);
                if days.scale != 1 {
                    return refuse("sql-part-of-a-day", parameter);
                }
                Ok(format!("COALESCE({}, 0)", days.least))
            }
        }
    }

    /// An item that is an amount: the columns, the cases of its class, and when it is none.
    fn amounts(&mut self, scale: i128, at: &mut At<'m>) -> Said<(String, String, String)> {
        let measure = self.measure;
        let mut known = |written: Option<&'m Written>, scale: i128| -> Said<String> {
            let Some(written) = written else { return Ok("0".to_owned()) };
            let amount: Number = self.number(&written.checked, at)?;
            if scale % amount.scale != 0 {
                return refuse("sql-part-of-a-record", &written.text);
            }
            Ok(amount.at(scale).known())
        };
        let numerator = known(Some(&measure.numerator), scale)?;
        let denominator = known(measure.denominator.as_ref(), scale)?;
        let excluded = known(measure.exclude.as_ref(), 1)?;
        Ok((
            format!("{numerator} AS numerator,\n    {denominator} AS denominator,\n    {excluded} AS excluded"),
            "WHEN is_excepted IS NULL THEN 'open'\n    WHEN is_excepted THEN 'excepted'\n    \
             WHEN numerator IS NOT NULL AND denominator IS NOT NULL AND excluded >= 0 THEN 'met'\n    ELSE 'open'"
                .to_owned(),
            " AND (is_asked IS NULL OR is_pending OR is_excepted IS NULL OR is_excepted OR denominator IS NULL OR denominator <> 0)"
                .to_owned(),
        ))
    }

    /// The scale at which all amounts of the measure are whole.
    pub(super) fn scale(&mut self) -> Said<i128> {
        let measure = self.measure;
        let mut at = At::new(self.population(), "h", "i.world", "i.due");
        let mut scale = 1;
        if let Some(denominator) = &measure.denominator {
            for written in [denominator, &measure.numerator] {
                let amount = self.number(&written.checked, &mut at)?;
                scale = super::value::least_common_multiple(scale, amount.scale);
            }
        }
        Ok(scale)
    }

    /// `found`: the items in each world, or instead of them one open item where the register of the population is missing.
    pub(super) fn found(&mut self) -> Said<()> {
        let columns = "world, period_from, owner, subject, class, numerator, denominator, excluded";
        let (found, class) = (self.rows.own("found"), self.rows.own("class"));
        let kind = self.population();
        let query = if kind.kind == "org" {
            format!("SELECT {columns}, 0 AS is_missing FROM {class}")
        } else if kind.span.is_some() || self.measure.population.rows == Stand::Standing {
            self.stock(columns)?
        } else {
            self.flow(columns)?
        };
        self.script.step(
            &found,
            "the items in each world, or one open item in place of a sheet that is missing",
            query,
        );
        Ok(())
    }

    /// States: an owner whose register is not covered on the last day (or on all days) has one open item and nothing else.
    fn stock(&mut self, columns: &str) -> Said<String> {
        let kind = self.population();
        let (asked, class, item, world) =
            (self.rows.own("population_asked"), self.rows.own("class"), self.rows.own("item"), self.rows.own("world"));
        let dialect = self.script.dialect;
        let day = self.stand_day(("period_from", "last_day"));
        let (from, to) = match self.measure.population.rows {
            Stand::Overlapping => ("period_from".to_owned(), "period_to".to_owned()),
            _ => (day.clone(), dialect.add_days(&day, "1")),
        };
        self.script.step(
            &asked,
            "for which days the register of the population must be there",
            format!(
                "SELECT ROW_NUMBER() OVER (ORDER BY owner, period_from) AS item_id, owner AS org, period_from,\n  \
                 {from} AS day_from, {to} AS day_to, {day} AS last_day\nFROM asked"
            ),
        );
        self.script.gaps(&self.rows.own("population"), &kind.kind, false);
        let gap = self.rows.own("population_gap");
        let subject = literal(&format!("missing {}", kind.kind));
        let keeps_no_roll = if kind.kind == "member" {
            let has_rows = self.has_rows(kind, ("a.org", "a.day_from", "a.last_day"))?;
            format!(
                "\nLEFT JOIN (SELECT DISTINCT world, period_from, owner FROM {item}) AS j\n  \
                 ON j.world = w.world AND j.period_from = a.period_from AND j.owner = a.org\n\
                 WHERE (j.owner IS NOT NULL OR o.kind NOT IN {MAY_KEEP_A_ROLL} OR {has_rows})\n  AND "
            )
        } else {
            "\nWHERE ".to_owned()
        };
        self.script.departments();
        let department = super::organisations::holds("d", "a.last_day");
        let is_asked = self.is_asked("d");
        let columns = columns.split(", ").map(|column| format!("c.{column}")).collect::<Vec<_>>().join(", ");
        Ok(format!(
            "SELECT {columns}, 0 AS is_missing\nFROM {class} AS c\n\
             JOIN {asked} AS a ON a.org = c.owner AND a.period_from = c.period_from\n\
             LEFT JOIN {gap} AS g ON g.item_id = a.item_id\nWHERE g.item_id IS NULL\nUNION ALL\n\
             SELECT w.world, a.period_from, a.org, {subject}, 'open', CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), 0, 1\nFROM {asked} AS a\n\
             JOIN {gap} AS g ON g.item_id = a.item_id\nCROSS JOIN {world} AS w\nJOIN organisation AS o ON o.org = a.org\n\
             LEFT JOIN department AS d ON d.unit = a.org AND {department}{keeps_no_roll}({is_asked} OR EXISTS (\n  \
             SELECT 1 FROM {class} AS x WHERE x.world = w.world AND x.period_from = a.period_from AND x.owner = a.org))"
        ))
    }

    /// Whether an organisation `o` is asked even if it has no item: by its kind, or as a department, joined by this name.
    fn is_asked(&self, department: &str) -> String {
        let owners = &self.measure.population.owners;
        let kinds: Vec<String> = owners.iter().filter(|kind| *kind != DEPARTMENT).map(|kind| literal(kind)).collect();
        let mut ways: Vec<String> = Vec::new();
        if !kinds.is_empty() {
            ways.push(format!("o.kind IN ({})", kinds.join(", ")));
        }
        if owners.iter().any(|owner| owner == DEPARTMENT) {
            ways.push(format!("{department}.unit IS NOT NULL"));
        }
        if ways.is_empty() { "FALSE".to_owned() } else { ways.join(" OR ") }
    }

    /// Records: month by month of their due days.
    fn flow(&mut self, columns: &str) -> Said<String> {
        let (class, world) = (self.rows.own("class"), self.rows.own("world"));
        let (months, gap) = (self.months(), self.rows.own("month_gap"));
        self.month_gaps(&months, &gap);
        let day = self.script.dialect.text("a.day_from");
        let columns = columns.split(", ").map(|column| format!("c.{column}")).collect::<Vec<_>>().join(", ");
        let in_month = "a.org = c.owner AND a.day_from <= c.due AND c.due < a.day_to";
        Ok(format!(
            "SELECT {columns}, 0 AS is_missing\nFROM {class} AS c\nJOIN {months} AS a ON {in_month}\n\
             LEFT JOIN {gap} AS g ON g.item_id = a.item_id\nWHERE g.item_id IS NULL\nUNION ALL\n\
             SELECT w.world, a.period_from, a.org, g.register || ' ' || {day}, 'open', CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), 0, 1\n\
             FROM {months} AS a\nJOIN {gap} AS g ON g.item_id = a.item_id\nCROSS JOIN {world} AS w\n\
             LEFT JOIN (\n  SELECT DISTINCT a.item_id, c.world FROM {class} AS c JOIN {months} AS a ON {in_month}\n\
             ) AS f ON f.item_id = a.item_id AND f.world = w.world\nWHERE a.is_asked = 1 OR f.item_id IS NOT NULL"
        ))
    }

    /// `month_asked`: the months of each owner.
    fn months(&mut self) -> String {
        let (month, months) = (self.calendar(Calendar::Month), self.rows.own("month_asked"));
        self.script.departments();
        let is_asked = self.is_asked("d");
        self.script.step(
            &months,
            "the months of each owner; is_asked: also without a record",
            format!(
                "SELECT ROW_NUMBER() OVER (ORDER BY a.owner, m.day_from) AS item_id, a.owner AS org, a.period_from,\n  \
                 m.day_from, m.day_to, m.last_day, CASE WHEN {} THEN 1 ELSE 0 END AS is_asked\nFROM asked AS a\n\
                 JOIN {month} AS m ON a.period_from <= m.day_from AND m.day_to <= a.period_to\n\
                 JOIN organisation AS o ON o.org = a.owner\n\
                 LEFT JOIN department AS d ON d.unit = a.owner AND {}",
                is_asked,
                holds("d", "m.last_day")
            ),
        );
        months
    }

    /// `month_gap`: months in which the register of the population, or one that must be covered as well, is missing.
    fn month_gaps(&mut self, months: &str, gap: &str) {
        let also = &self.measure.population.also_covered;
        let registers: Vec<&String> = std::iter::once(&self.population().kind).chain(also).collect();
        let mut missing = Vec::new();
        for (nth, register) in registers.into_iter().enumerate() {
            let name = self.rows.own(&format!("month_{register}"));
            self.script.step(
                &format!("{name}_asked"),
                &format!("for which months {register} must be there"),
                format!("SELECT item_id, org, day_from, day_to, last_day FROM {months}"),
            );
            self.script.gaps(&name, register, false);
            let says = literal(&format!("missing {register}"));
            missing.push(format!("SELECT item_id, {nth} AS nth, {says} AS register FROM {name}_gap"));
        }
        self.script.step(
            gap,
            "months in which a register is not covered, with the first such register",
            format!(
                "SELECT item_id, register FROM (\n  \
                 SELECT g.*, ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY nth) AS place\n  \
                 FROM (\n    {}\n  ) AS g\n) AS ranked WHERE place = 1",
                missing.join("\n    UNION ALL\n    ")
            ),
        );
    }

    /// `settled`: what all worlds agree on; where they do not, nobody knows, and records are disputed.
    pub(super) fn settled(&mut self) {
        let (found, world) = (self.rows.own("found"), self.rows.own("world"));
        let dialect = self.script.dialect;
        let amount = |column: &str| format!("COALESCE({}, '')", dialect.text(column));
        let outcome = format!(
            "f.class || '|' || {} || '|' || {} || '|' || {}",
            amount("f.numerator"),
            amount("f.denominator"),
            amount("f.excluded")
        );
        self.script.step(
            &self.rows.own("settled"),
            "what all worlds agree on; where they do not, nobody knows, and records are disputed",
            format!(
                "SELECT owner, period_from, subject, is_missing,\n  \
                 CASE WHEN is_agreed = 1 THEN class WHEN is_counted = 1 THEN 'unknown' ELSE 'open' END AS class,\n  \
                 1 - is_agreed AS is_disputed,\n  CASE WHEN is_agreed = 1 THEN numerator END AS numerator,\n  \
                 CASE WHEN is_agreed = 1 THEN denominator END AS denominator,\n  \
                 CASE WHEN is_agreed = 1 THEN excluded ELSE 0 END AS excluded\nFROM (\n  \
                 SELECT f.owner, f.period_from, f.subject, f.is_missing, MIN(f.class) AS class, MIN(f.numerator) AS numerator,\n    \
                 MIN(f.denominator) AS denominator, MIN(f.excluded) AS excluded,\n    \
                 CASE WHEN COUNT(*) = w.worlds AND COUNT(DISTINCT {outcome}) = 1 THEN 1 ELSE 0 END AS is_agreed,\n    \
                 CASE WHEN COUNT(*) = w.worlds AND COUNT(f.numerator) = 0\n      \
                 AND MIN(CASE WHEN f.class IN ('met', 'missed', 'unknown') THEN 1 ELSE 0 END) = 1 THEN 1 ELSE 0 END AS is_counted\n  \
                 FROM (\n    SELECT owner, period_from, subject, is_missing, class, CASE WHEN class = 'met' THEN numerator END AS numerator,\n      \
                 CASE WHEN class = 'met' THEN denominator END AS denominator, CASE WHEN class = 'met' THEN excluded ELSE 0 END AS excluded\n    \
                 FROM {found}\n  ) AS f CROSS JOIN (SELECT COUNT(*) AS worlds FROM {world}) AS w\n  \
                 GROUP BY f.owner, f.period_from, f.subject, f.is_missing, w.worlds\n) AS seen"
            ),
        );
    }
}
