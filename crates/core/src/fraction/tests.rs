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
