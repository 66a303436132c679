//! What differs between the dialects of SQL, and nothing else: days, months, texts, types.

use changxiao_core::{contract::FieldType, day::Day};

/// A dialect of SQL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// The standard as far as it goes; PostgreSQL runs it.
    #[default]
    Ansi,
    /// PostgreSQL.
    Postgresql,
    /// DuckDB.
    Duckdb,
    /// SQLite, from 3.39 on.
    Sqlite,
}

/// The day that never comes: of a span without end. No register holds it, for days end with the year 2199.
pub(super) const NEVER: &str = "9999-12-31";

/// A day before all days of registers.
pub(super) const BEFORE_ALL: &str = "1800-01-01";

impl Dialect {
    /// All, with their names.
    pub const ALL: [(&'static str, Self); 4] =
        [("ansi", Self::Ansi), ("postgresql", Self::Postgresql), ("duckdb", Self::Duckdb), ("sqlite", Self::Sqlite)];

    /// A dialect by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, dialect)| dialect)
    }

    /// A day as a literal.
    pub(super) fn day(self, day: Day) -> String {
        self.day_text(&day.to_string())
    }

    pub(super) fn day_text(self, day: &str) -> String {
        if self == Self::Sqlite { format!("'{day}'") } else { format!("DATE '{day}'") }
    }

    pub(super) fn never(self) -> String {
        self.day_text(NEVER)
    }

    /// A blank of the type of days.
    pub(super) fn no_day(self) -> String {
        if self == Self::Sqlite { "NULL".to_owned() } else { "CAST(NULL AS DATE)".to_owned() }
    }

    pub(super) fn before_all(self) -> String {
        self.day_text(BEFORE_ALL)
    }

    /// The day so many days later.
    pub(super) fn add_days(self, day: &str, days: &str) -> String {
        match self {
            Self::Ansi => format!("CAST({day} + ({days}) * INTERVAL '1' DAY AS DATE)"),
            Self::Postgresql | Self::Duckdb => format!("({day} + CAST({days} AS INTEGER))"),
            Self::Sqlite => format!("date({day}, ({days}) || ' days')"),
        }
    }

    /// The day so many months later: the same day number, or that month's last day if there is none.
    pub(super) fn add_months(self, day: &str, months: &str) -> String {
        match self {
            Self::Ansi | Self::Postgresql => format!("CAST({day} + ({months}) * INTERVAL '1' MONTH AS DATE)"),
            Self::Duckdb => format!("CAST({day} + to_months(CAST({months} AS INTEGER)) AS DATE)"),
            Self::Sqlite => format!(
                "MIN(date({day}, 'start of month', ({months}) || ' months', (strftime('%d', {day}) - 1) || ' days'), \
                 date({day}, 'start of month', (({months}) + 1) || ' months', '-1 day'))"
            ),
        }
    }

    /// Number of days from one day to another.
    pub(super) fn days_between(self, from: &str, to: &str) -> String {
        match self {
            Self::Sqlite => format!("CAST(julianday({to}) - julianday({from}) AS INTEGER)"),
            _ => format!("({to} - {from})"),
        }
    }

    /// The first day of the year of a day.
    pub(super) fn first_of_year(self, day: &str) -> String {
        match self {
            Self::Sqlite => format!("date({day}, 'start of year')"),
            _ => format!("CAST(EXTRACT(YEAR FROM {day}) || '-01-01' AS DATE)"),
        }
    }

    pub(super) fn greatest(self, a: &str, b: &str) -> String {
        if self == Self::Sqlite { format!("MAX({a}, {b})") } else { format!("GREATEST({a}, {b})") }
    }

    pub(super) fn least(self, a: &str, b: &str) -> String {
        if self == Self::Sqlite { format!("MIN({a}, {b})") } else { format!("LEAST({a}, {b})") }
    }

    /// What stands before the first semicolon of a text that has one.
    pub(super) fn before_semicolon(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("substr({text}, 1, instr({text}, ';') - 1)"),
            _ => format!("SUBSTRING({text} FROM 1 FOR POSITION(';' IN {text}) - 1)"),
        }
    }

    /// What stands after the first semicolon of a text that has one.
    pub(super) fn after_semicolon(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("substr({text}, instr({text}, ';') + 1)"),
            _ => format!("SUBSTRING({text} FROM POSITION(';' IN {text}) + 1)"),
        }
    }

    /// A number of at most two places as a whole number of hundredths.
    pub(super) fn hundredths(self, number: &str) -> String {
        match self {
            Self::Sqlite => format!("CAST(ROUND({number} * 100) AS INTEGER)"),
            _ => format!("CAST({number} * 100 AS BIGINT)"),
        }
    }

    pub(super) fn text(self, value: &str) -> String {
        format!("CAST({value} AS VARCHAR)")
    }

    /// A text in the order of its bytes.
    pub(super) fn in_bytes(self, text: &str) -> String {
        match self {
            Self::Ansi | Self::Postgresql => format!("{text} COLLATE \"C\""),
            Self::Duckdb | Self::Sqlite => text.to_owned(),
        }
    }

    /// Type of a column of a register.
    pub(super) fn type_of(self, holds: FieldType) -> &'static str {
        match holds {
            FieldType::Id | FieldType::Key | FieldType::Text | FieldType::Code | FieldType::IdList => "VARCHAR",
            FieldType::Date | FieldType::Month if self == Self::Sqlite => "TEXT",
            FieldType::Date | FieldType::Month => "DATE",
            FieldType::Integer => "BIGINT",
            FieldType::Decimal => "NUMERIC(18, 2)",
            FieldType::Boolean => "BOOLEAN",
        }
    }
}

/// Words of SQL that some dialect does not take as the name of a column or table.
const RESERVED: [&str; 16] = [
    "case",
    "check",
    "course",
    "end",
    "from",
    "group",
    "order",
    "plan",
    "references",
    "rule",
    "table",
    "to",
    "until",
    "user",
    "when",
    "window",
];

/// A name, quoted if it is a word of SQL.
pub(super) fn name(name: &str) -> String {
    if RESERVED.contains(&name) { format!("\"{name}\"") } else { name.to_owned() }
}

/// A text as a literal.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
