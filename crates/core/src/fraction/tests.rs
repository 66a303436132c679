use super::*;

fn number(text: &str) -> Fraction {
    text.parse().unwrap()
}

#[test]
fn a_third_times_three_is_one() {
    assert_eq!(number("1/3").times(number("3")), Some(Fraction::ONE));
    assert_eq!(number("95 %"), number("19/20"));
    assert_eq!(number("0.1").plus(number("0.2")), Some(number("0.3")));
}

#[test]
fn what_is_written_is_read_back() {
    for text in ["0", "-3", "0.95", "1/3", "-0.05", "32", "12345678901234567890.5"] {
        assert_eq!(number(text).to_string(), text);
    }
    for text in ["", "a", "1.", ".5", "1/0", "--1", "1e5", "5-3"] {
        assert!(text.parse::<Fraction>().is_err(), "{text}");
    }
}

#[test]
fn order_holds_beyond_cross_multiplication() {
    let large = Fraction::new(i128::MAX, i128::MAX - 1).unwrap();
    let larger = Fraction::new(i128::MAX - 1, i128::MAX - 2).unwrap();
    assert!(large < larger && larger > Fraction::ONE && Fraction::ONE < large);
    assert!(number("-1/3") < number("-0.3") && number("0.5") == number("1/2"));
}

#[test]
fn ceilings_go_up_also_below_zero() {
    assert_eq!([number("2.1").ceiling(), number("2").ceiling(), number("-2.1").ceiling()], [3, 2, -2]);
}

#[test]
fn what_leaves_the_range_is_said() {
    let large = Fraction::new(i128::MAX, 1).unwrap();
    assert_eq!(large.plus(Fraction::ONE), None);
    assert_eq!(Fraction::ONE.over(Fraction::ZERO), None);
}

/// The arithmetic as it is defined, without a shorter way for small terms.
mod as_defined {
    use super::Fraction;
    use std::cmp::Ordering;

    pub(super) fn new(numerator: i128, denominator: i128) -> Option<Fraction> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.abs() * denominator.signum();
        Some(Fraction { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    pub(super) fn plus(one: Fraction, other: Fraction) -> Option<Fraction> {
        let left = one.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(one.denominator)?;
        new(left.checked_add(right)?, one.denominator.checked_mul(other.denominator)?)
    }

    /// By the difference, where it stays in range.
    pub(super) fn cmp(one: Fraction, other: Fraction) -> Option<Ordering> {
        let left = one.numerator.checked_mul(other.denominator)?;
        Some(left.cmp(&other.numerator.checked_mul(one.denominator)?))
    }

    pub(super) fn rounded(one: Fraction, places: u32) -> Option<Fraction> {
        let scale = 10_i128.checked_pow(places)?;
        if scale % one.denominator == 0 {
            return Some(one);
        }
        let scaled = one.numerator.checked_mul(scale)?;
        let (whole, rest) = (scaled / one.denominator, scaled % one.denominator);
        let is_up = rest.checked_abs()?.checked_mul(2)? >= one.denominator;
        new(if is_up { whole + scaled.signum() } else { whole }, scale)
    }
}

#[test]
fn the_short_way_of_small_terms_leads_to_the_same() {
    let small = [0, 1, 2, 3, 7, 10, 12, 100, 999, 1_000_000, 1_000_003];
    let edges = [i128::from(i64::MAX), i128::from(u64::MAX), i128::MAX / 2, i128::MAX].into_iter();
    let terms: Vec<i128> =
        small.into_iter().chain(edges.flat_map(|edge| [edge - 1, edge, edge.saturating_add(1)])).collect();
    let signed = || terms.iter().flat_map(|term| [*term, -*term]);
    let mut all = Vec::new();
    for (numerator, denominator) in signed().flat_map(|one| signed().map(move |other| (one, other))) {
        let made = Fraction::new(numerator, denominator);
        assert_eq!(made, as_defined::new(numerator, denominator), "{numerator}/{denominator}");
        all.extend(made);
    }
    all.sort();
    all.dedup();
    for one in &all {
        for places in [0, 2, 6, 30] {
            assert_eq!(one.rounded(places), as_defined::rounded(*one, places), "{one:?} to {places}");
        }
        for other in &all {
            assert_eq!(one.plus(*other), as_defined::plus(*one, *other), "{one:?} + {other:?}");
            if let Some(order) = as_defined::cmp(*one, *other) {
                assert_eq!(one.cmp(other), order, "{one:?} and {other:?}");
            }
        }
    }
}
