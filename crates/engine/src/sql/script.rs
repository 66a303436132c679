//! A text of SQL under construction: steps with a name and a comment, each of which later steps may read. They are written
//! as one query or as temporary tables.

use super::dialect::Dialect;

/// One step: a table that later steps read.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    says: String,
    /// Names of its columns, if it reads itself.
    recursive: Option<&'static str>,
    query: String,
}

/// Steps in their order.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub(super) dialect: Dialect,
    steps: Vec<Step>,
}

impl Script {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, steps: Vec::new() }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.steps.iter().any(|step| step.name == name)
    }

    pub(super) fn step(&mut self, name: &str, says: &str, query: impl Into<String>) {
        let (name, says) = (name.to_owned(), says.to_owned());
        self.steps.push(Step { name, says, recursive: None, query: query.into() });
    }

    /// A step that reads itself.
    pub(super) fn recursive(&mut self, (name, columns): (&str, &'static str), says: &str, query: impl Into<String>) {
        let (name, says) = (name.to_owned(), says.to_owned());
        self.steps.push(Step { name, says, recursive: Some(columns), query: query.into() });
    }

    /// Stretches of days of one key (columns joined by commas) that touch or overlap become one.
    pub(super) fn islands(&mut self, (name, keys): (&str, &str), says: &str, from: &str) {
        let over = format!("OVER (PARTITION BY {keys} ORDER BY day_from, day_to ROWS BETWEEN UNBOUNDED PRECEDING AND");
        self.step(
            name,
            says,
            format!(
                "SELECT {keys}, MIN(day_from) AS day_from, MAX(day_to) AS day_to\n\
                 FROM (\n  SELECT {keys}, day_from, day_to,\n    \
                 SUM(CASE WHEN reached >= day_from THEN 0 ELSE 1 END) {over} CURRENT ROW) AS island\n  \
                 FROM (\n    SELECT {keys}, day_from, day_to, MAX(day_to) {over} 1 PRECEDING) AS reached\n    \
                 FROM {from}\n  ) AS sorted\n) AS numbered\nGROUP BY {keys}, island"
            ),
        );
    }

    /// The steps as one query: a chain of common table expressions before the last `SELECT`.
    pub(super) fn query(&self, last: &str) -> String {
        // PostgreSQL would else merge steps, and then misjudges how many rows they have; SQLite computes each use anew.
        let kept = match self.dialect {
            Dialect::Postgresql | Dialect::Sqlite => "AS MATERIALIZED",
            Dialect::Ansi | Dialect::Duckdb => "AS",
        };
        let steps: Vec<String> = self.steps.iter().map(|step| step.common_table_expression(kept)).collect();
        format!("WITH RECURSIVE\n{}\n{last};\n", steps.join(",\n"))
    }

    /// The steps as temporary tables.
    pub(super) fn tables(&self) -> String {
        // PostgreSQL and SQLite know nothing of a temporary table before they are told to look. Rows of items are looked up
        // one item at a time; other indexes lead SQLite astray.
        let after = |step: &Step| {
            let name = &step.name;
            let index = format!("CREATE INDEX {name}_of_item ON {name} (item_id);\n");
            let index = if step.is_of_items() { index } else { String::new() };
            match self.dialect {
                Dialect::Postgresql | Dialect::Sqlite => format!("{index}ANALYZE {name};\n\n"),
                Dialect::Ansi | Dialect::Duckdb => format!("{index}\n"),
            }
        };
        self.steps.iter().map(|step| step.table() + &after(step)).collect()
    }

    /// Drops the temporary tables of all steps.
    pub(super) fn drops(&self) -> String {
        self.steps.iter().rev().map(|step| format!("DROP TABLE {};\n", step.name)).collect()
    }

    /// Only the steps that another script does not have.
    pub(super) fn without(&self, other: &Self) -> Self {
        let steps = self.steps.iter().filter(|step| !other.has(&step.name)).cloned().collect();
        Self { dialect: self.dialect, steps }
    }
}

impl Step {
    fn head(&self) -> String {
        self.recursive.map_or_else(|| self.name.clone(), |columns| format!("{}({columns})", self.name))
    }

    /// Whether its rows are those of items.
    fn is_of_items(&self) -> bool {
        ["SELECT item_id", "SELECT i.item_id"].iter().any(|head| self.query.starts_with(head))
    }

    fn common_table_expression(&self, kept: &str) -> String {
        format!("-- {}\n{} {kept} (\n{}\n)", self.says, self.head(), indented(&self.query))
    }

    fn table(&self) -> String {
        let (name, says) = (&self.name, &self.says);
        match self.recursive {
            None => format!("-- {says}\nCREATE TEMPORARY TABLE {name} AS\n{};\n", self.query),
            Some(_) => format!(
                "-- {says}\nCREATE TEMPORARY TABLE {name} AS\nWITH RECURSIVE {} AS (\n{}\n)\nSELECT * FROM {name};\n",
                self.head(),
                indented(&self.query)
            ),
        }
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
