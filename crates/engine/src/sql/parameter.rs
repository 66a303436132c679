//! Dated parameters as SQL. Every reading of a parameter comes through here.

use super::{
    Measuring,
    dialect::literal,
    value::{Number, Scalar, least_common_multiple, unless_null},
};
use changxiao_core::{day::Day, definition::Setting, fraction::Fraction, measure::Settings};

impl Measuring<'_> {
    /// The settings of a parameter, each with the day from which it holds, the latest first. Before the first nobody knows
    /// its value.
    fn settings_of(&self, parameter: &str) -> Vec<(Day, Option<Setting>)> {
        let settings = self.catalogue.settings(self.namespace.clone(), None);
        let mut days = self.catalogue.days_of_change(&self.namespace, parameter);
        days.sort();
        days.dedup();
        days.into_iter().rev().map(|day| (day, settings.on(parameter, day))).collect()
    }

    /// One value for each setting, chosen by the day on which the item is due.
    fn dated(&self, parameter: &str, due: &str, value: impl Fn(&Setting) -> Option<String>) -> String {
        let when = |(day, setting): (Day, Option<Setting>)| {
            let value = setting.as_ref().and_then(&value).unwrap_or_else(|| "NULL".to_owned());
            format!("WHEN {due} >= {} THEN {value}", self.script.dialect.day(day))
        };
        let cases: Vec<String> = self.settings_of(parameter).into_iter().map(when).collect();
        if cases.is_empty() { "NULL".to_owned() } else { format!("CASE {} END", cases.join(" ")) }
    }

    /// A parameter that is a number.
    pub(super) fn parameter(&self, parameter: &str, due: &str) -> Number {
        let numbers: Vec<Fraction> =
            self.settings_of(parameter).into_iter().filter_map(|(_, setting)| number(&setting?)).collect();
        let scale = numbers.iter().fold(1, |scale, one| least_common_multiple(scale, one.denominator()));
        let scaled = |setting: &Setting| {
            let number = number(setting)?;
            Some((number.numerator() * (scale / number.denominator())).to_string())
        };
        Number { may_be_open: true, ..Number::exactly(self.dated(parameter, due, scaled), scale) }
    }

    /// Whether a value is one of the codes of a parameter.
    pub(super) fn is_in_parameter(&self, needle: &Scalar, parameter: &str, due: &str) -> String {
        let codes = |setting: &Setting| match setting {
            Setting::Codes(codes) => {
                let codes: Vec<String> = codes.iter().map(|code| literal(code)).collect();
                let codes = if codes.is_empty() { "''".to_owned() } else { codes.join(", ") };
                Some(unless_null(format!("{} IN ({codes})", needle.sql), &[needle], false))
            }
            Setting::Number(_) => Some("FALSE".to_owned()),
        };
        self.dated(parameter, due, codes)
    }
}

fn number(setting: &Setting) -> Option<Fraction> {
    match setting {
        Setting::Number(number) => Some(*number),
        Setting::Codes(_) => None,
    }
}
