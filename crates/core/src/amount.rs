//! Amounts of points. One that is known is a number; one that cannot be read is the interval it allows.

use crate::fraction::Fraction;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};
use std::fmt;

/// An amount, as a table writes it: `3`, `-0.5`, `"1/3"`; `"?"` for one that nobody can read, `"-?"` for a deduction and
/// `"+?"` for a bonus of unknown size, `"-5..0"` for one that lies between two numbers, `"10..?"` for one of which only an end
/// is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Not below this; `None`: no bound.
    pub least: Option<Fraction>,
    /// Not above this; `None`: no bound.
    pub most: Option<Fraction>,
}

/// A floor or a cap: an amount, or `"none"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// No bound.
    None,
    /// This bound.
    At(Amount),
}

impl Amount {
    /// 0.
    pub const ZERO: Self = Self { least: Some(Fraction::ZERO), most: Some(Fraction::ZERO) };

    /// The number, if it is known.
    #[must_use]
    pub fn known(&self) -> Option<Fraction> {
        self.least.filter(|least| self.most == Some(*least))
    }

    /// Whether it can only take away.
    #[must_use]
    pub fn is_deduction(&self) -> bool {
        self.most.is_some_and(|most| most < Fraction::ZERO)
            || (self.most == Some(Fraction::ZERO) && self.least != self.most)
    }

    /// Any number at all.
    pub const ANY: Self = Self { least: None, most: None };

    /// From 0 on.
    pub const NOT_NEGATIVE: Self = Self { least: Some(Fraction::ZERO), most: None };

    /// Between two numbers.
    #[must_use]
    pub fn between(least: Fraction, most: Fraction) -> Self {
        Self { least: Some(least), most: Some(most) }
    }

    /// Whether it is a number.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.known().is_some()
    }

    /// The sum. An end that leaves the range of exact fractions is no bound any more; here and in what follows.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let end = |one: Option<Fraction>, other: Option<Fraction>| one?.plus(other?);
        Self { least: end(self.least, other.least), most: end(self.most, other.most) }
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.negative())
    }

    /// With the other sign.
    #[must_use]
    pub fn negative(self) -> Self {
        Self { least: self.most.map(Fraction::negative), most: self.least.map(Fraction::negative) }
    }

    /// The product with a number.
    #[must_use]
    pub fn scaled(self, by: Fraction) -> Self {
        if by == Fraction::ONE {
            return self;
        }
        if by == Fraction::ZERO {
            return Self::ZERO;
        }
        let end = |end: Option<Fraction>| end?.times(by);
        let (least, most) = (end(self.least), end(self.most));
        if by < Fraction::ZERO { Self { least: most, most: least } } else { Self { least, most } }
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        if let Some(number) = other.known() {
            return self.scaled(number);
        }
        if let Some(number) = self.known() {
            return other.scaled(number);
        }
        let (least, most) = (End::lower, End::upper);
        let ends = [
            (least(self), least(other)),
            (least(self), most(other)),
            (most(self), least(other)),
            (most(self), most(other)),
        ];
        let products = ends.map(|(one, other)| one.times(other));
        let [first, rest @ ..] = products;
        let (lowest, highest) =
            rest.into_iter().fold((first, first), |(low, high), next| (low.min(next), high.max(next)));
        Self { least: lowest.number(), most: highest.number() }
    }

    /// The quotient; unbounded if the divisor may be 0.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        let (Some(least), Some(most)) = (other.least, other.most) else { return Self::ANY };
        if least <= Fraction::ZERO && most >= Fraction::ZERO {
            return Self::ANY;
        }
        let inverse = |number| Fraction::ONE.over(number);
        self.times(Self { least: inverse(most), most: inverse(least) })
    }

    /// The smaller of two.
    #[must_use]
    pub fn least_with(self, other: Self) -> Self {
        let least = self.least.and_then(|one| Some(one.min(other.least?)));
        let most = match (self.most, other.most) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self { least, most }
    }

    /// The greater of two.
    #[must_use]
    pub fn greatest_with(self, other: Self) -> Self {
        self.negative().least_with(other.negative()).negative()
    }

    /// The narrowest amount that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let least = self.least.and_then(|one| Some(one.min(other.least?)));
        let most = self.most.and_then(|one| Some(one.max(other.most?)));
        Self { least, most }
    }

    /// Each end put through a function that keeps the order.
    #[must_use]
    pub fn mapped(self, function: impl Fn(Fraction) -> Option<Fraction>) -> Self {
        if self.is_known() {
            let number = self.least.and_then(function);
            return Self { least: number, most: number };
        }
        Self { least: self.least.and_then(&function), most: self.most.and_then(&function) }
    }

    /// Rounded half up, away from zero, to so many places.
    #[must_use]
    pub fn rounded(self, places: u32) -> Self {
        self.mapped(|number| number.rounded(places))
    }

    /// Whether it is above another: `None` if that is not known.
    #[must_use]
    pub fn is_above(&self, other: &Self) -> Option<bool> {
        match (self.least, other.most) {
            (Some(least), Some(most)) if least > most => return Some(true),
            _ => {}
        }
        match (self.most, other.least) {
            (Some(most), Some(least)) if most <= least => Some(false),
            _ => None,
        }
    }

    /// Whether it is another: `None` if that is not known.
    #[must_use]
    pub fn is_equal(&self, other: &Self) -> Option<bool> {
        match (self.known(), other.known()) {
            (Some(one), Some(other)) => Some(one == other),
            _ if self.is_above(other) == Some(true) || other.is_above(self) == Some(true) => Some(false),
            _ => None,
        }
    }

    /// Whether a number lies in it.
    #[must_use]
    pub fn holds(&self, number: Fraction) -> bool {
        self.least.is_none_or(|least| least <= number) && self.most.is_none_or(|most| number <= most)
    }

    /// Reads an amount as it is written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse::<Fraction>().map_err(|fault| fault.to_string());
        let zero = Some(Fraction::ZERO);
        match text.trim() {
            "?" => Ok(Self { least: None, most: None }),
            "-?" => Ok(Self { least: None, most: zero }),
            "+?" => Ok(Self { least: zero, most: None }),
            text => match text.split_once("..") {
                Some((least, most)) => {
                    let end = |text: &str| if text.trim() == "?" { Ok(None) } else { number(text).map(Some) };
                    let (least, most) = (end(least)?, end(most)?);
                    if least.zip(most).is_some_and(|(least, most)| least > most) {
                        return Err(format!("`{text}` ends before it begins"));
                    }
                    Ok(Self { least, most })
                }
                None => number(text).map(Self::from),
            },
        }
    }
}

/// An end of an amount: a number, or without bound.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    At(Fraction),
    Above,
}

impl End {
    fn lower(amount: Amount) -> Self {
        amount.least.map_or(Self::Below, Self::At)
    }

    fn upper(amount: Amount) -> Self {
        amount.most.map_or(Self::Above, Self::At)
    }

    fn number(self) -> Option<Fraction> {
        match self {
            Self::At(number) => Some(number),
            Self::Below | Self::Above => None,
        }
    }

    /// Below 0, 0, above 0.
    fn sign(self) -> i8 {
        match self {
            Self::Below => -1,
            Self::Above => 1,
            Self::At(number) if number > Fraction::ZERO => 1,
            Self::At(number) if number < Fraction::ZERO => -1,
            Self::At(_) => 0,
        }
    }

    /// The product; nothing times whatever there is no bound for is nothing. One that leaves the range has no bound.
    fn times(self, other: Self) -> Self {
        let exact = self.number().zip(other.number()).and_then(|(one, other)| one.times(other));
        match (exact, self.sign() * other.sign()) {
            (Some(exact), _) => Self::At(exact),
            (None, 0) => Self::At(Fraction::ZERO),
            (None, 1) => Self::Above,
            (None, _) => Self::Below,
        }
    }
}

impl From<Fraction> for Amount {
    fn from(number: Fraction) -> Self {
        Self { least: Some(number), most: Some(number) }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zero = Some(Fraction::ZERO);
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => write!(f, "{least}"),
            (Some(least), Some(most)) => write!(f, "{least}..{most}"),
            (None, most) if most == zero => f.write_str("-?"),
            (least, None) if least == zero => f.write_str("+?"),
            (Some(least), None) => write!(f, "{least}..?"),
            (None, Some(most)) => write!(f, "?..{most}"),
            (None, None) => f.write_str("?"),
        }
    }
}

/// A decimal as it was written: the shortest text that reads as the same number, which is what the author typed as long
/// as that had at most fifteen digits.
pub(crate) fn decimal(number: f64) -> Result<Fraction, String> {
    let text = format!("{number}");
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > 15 {
        return Err(format!("{text} has too many digits; write it as a text: \"{text}\""));
    }
    text.parse().map_err(|fault: crate::fraction::NotANumber| fault.to_string())
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number such as -0.5, or \"?\", \"-?\", \"+?\", \"-5..0\"")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
        Ok(Fraction::from(number).into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
        Ok(Fraction::from(number).into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Amount, E> {
        decimal(number).map(Amount::from).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        Amount::parse(text).map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct LimitReader;

impl Visitor<'_> for LimitReader {
    type Value = Limit;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or \"none\"")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Limit, E> {
        Reader.visit_i64(number).map(Limit::At)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Limit, E> {
        Reader.visit_f64(number).map(Limit::At)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Limit, E> {
        if text == "none" { Ok(Limit::None) } else { Reader.visit_str(text).map(Limit::At) }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LimitReader)
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_str("none"),
            Self::At(amount) => amount.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn products_keep_what_is_known_of_a_sign() {
        let product = |one: &str, other: &str| amount(one).times(amount(other)).to_string();
        for (one, other, wanted) in [
            ("2", "3", "6"),
            ("-2..3", "4..5", "-10..15"),
            ("-?", "0..1", "-?"),
            ("+?", "2..3", "+?"),
            ("+?", "-?", "-?"),
            ("-?", "-?", "+?"),
            ("0", "?", "0"),
            ("?", "2", "?"),
        ] {
            assert_eq!(product(one, other), wanted, "{one} times {other}");
            assert_eq!(product(other, one), wanted, "{other} times {one}");
        }
    }

    #[test]
    fn what_may_be_is_compared_only_as_far_as_it_is_certain() {
        let above = |one: &str, other: &str| amount(one).is_above(&amount(other));
        assert_eq!(above("2..3", "1"), Some(true));
        assert_eq!(above("2..3", "3"), Some(false));
        assert_eq!(above("2..3", "2"), None);
        assert_eq!(above("+?", "0"), None);
        assert_eq!(above("-?", "0"), Some(false));
        assert_eq!(amount("1..2").is_equal(&amount("3..4")), Some(false));
        assert_eq!(amount("1..2").is_equal(&amount("2")), None);
    }

    #[test]
    fn amounts_are_read_as_tables_write_them() {
        let decimal: Amount = toml::from_str::<std::collections::BTreeMap<String, Amount>>("a = -0.05").unwrap()["a"];
        assert_eq!(decimal, amount("-0.05"));
        assert_eq!(amount("-5..0").to_string(), "-5..0");
        assert!(Amount::parse("5..1").is_err());
        assert!(Amount::parse("five").is_err());
        assert!(toml::from_str::<std::collections::BTreeMap<String, Amount>>("a = 0.12345678901234567").is_err());
    }

    #[test]
    fn a_quotient_by_what_may_be_nothing_is_anything() {
        assert_eq!(amount("1").over(amount("0..2")), Amount::ANY);
        assert_eq!(amount("6").over(amount("2..3")).to_string(), "2..3");
    }
}
