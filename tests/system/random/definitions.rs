//! Measures by chance: what is counted, which of it, which leave, when it is met, over a chosen part of the registers.

use super::{
    chance::Chance,
    conditions::{Named, of_any, of_look, of_row},
    looks::looks,
};
use changxiao_core::{
    day::Calendar,
    definition::{
        Began, Each, IndicatorDef, MeasureDef, MechanismDef, Number, Pack, ParameterDef, ParameterValue, PerPerson,
        Population, Setting, Stand,
    },
    department::About,
    fraction::Fraction,
    text::Text,
};

/// Days on which a parameter changes, and its value from then on.
fn parameter(name: &str, values: &[(&str, Setting)]) -> ParameterDef {
    let value =
        |(from, is): &(&str, Setting)| ParameterValue { from: from.parse().unwrap(), is: is.clone(), clause: None };
    ParameterDef {
        id: format!("random/{name}").parse().unwrap(),
        name: Text::new("参数", name),
        unit: None,
        stricter: None,
        least: None,
        most: None,
        settable: Vec::new(),
        values: values.iter().map(value).collect(),
    }
}

/// The pack of these indicators, with the mechanism and the parameters that they may name.
pub(crate) fn pack(indicators: &[IndicatorDef]) -> Pack {
    let number = |number: i64| Setting::Number(Fraction::from(number));
    let kinds = |kinds: &[&str]| Setting::Codes(kinds.iter().map(|&kind| kind.to_owned()).collect());
    let mechanism =
        MechanismDef::new("random/made-up".parse().unwrap(), Text::new("虚构", "Made up"), Text::new("试", "To try"));
    let parameters = vec![
        parameter("least", &[("2020-01-01", number(1)), ("2025-04-01", number(2))]),
        parameter("grace", &[("2020-01-01", number(10)), ("2025-07-01", number(40))]),
        parameter(
            "kinds",
            &[("2020-01-01", kinds(&["party-day"])), ("2025-03-15", kinds(&["member-meeting", "life-meeting"]))],
        ),
    ];
    let about = Some(About::new("random", Text::new("试局", "Trial bureau")).version("1"));
    Pack { about, mechanisms: vec![mechanism], indicators: indicators.to_vec(), parameters, ..Pack::default() }
}

/// An indicator by chance.
pub(super) fn indicator(chance: &mut Chance, number: usize) -> IndicatorDef {
    let id = format!("random/m{number}").parse().unwrap();
    let mut def =
        IndicatorDef::new(id, "random/made-up".parse().unwrap(), Text::new("某率", "A share"), Text::new("说", "Says"));
    def.period = *chance.pick(&[Calendar::Year, Calendar::Year, Calendar::HalfYear, Calendar::Quarter]);
    let whole = if chance.is(10) {
        MeasureDef { part: vec![share(chance, def.period), share(chance, def.period)], ..MeasureDef::default() }
    } else if chance.is(12) {
        amount(chance, def.period)
    } else {
        share(chance, def.period)
    };
    let target = *chance.pick(&[(1, 2), (3, 5), (4, 5), (1, 1)]);
    def.measure(whole).at_least(Fraction::new(target.0, target.1).unwrap())
}

fn owners(chance: &mut Chance, kinds: &[&str]) -> Vec<String> {
    let mut owners: Vec<String> = kinds.iter().filter(|_| chance.is(60)).map(|&kind| kind.to_owned()).collect();
    if owners.is_empty() {
        owners.push(chance.pick(kinds).to_string());
    }
    owners
}

/// What is counted, in indicators of this period.
fn population(chance: &mut Chance, period: Calendar) -> Population {
    let register = *chance.pick(&["org", "org", "org", "member", "member", "issue", "meeting", "session", "training"]);
    let party = ["branch", "general-branch", "organ-committee", "leading-group"];
    let kinds: &[&str] = match register {
        "org" => &["branch", "general-branch", "organ-committee", "leading-group", "unit", "work-committee"],
        "member" => &party[..3],
        _ => &["branch", "organ-committee", "department"],
    };
    let mut population =
        Population { register: register.to_owned(), ..Population::organisations(owners(chance, kinds)) };
    let stands: &[Stand] = match register {
        "org" => &[Stand::OnLastDay, Stand::Overlapping, Stand::Throughout],
        "member" => &[Stand::OnLastDay, Stand::Overlapping],
        _ => &[Stand::OnLastDay],
    };
    population.rows = *chance.pick(stands);
    population.each = match register {
        "org" if chance.is(70) => Some(Each::Calendar(if chance.is(50) { Calendar::Month } else { period })),
        "issue" if chance.is(10) => Some(Each::Months(2)),
        _ => None,
    };
    if register == "member" && chance.is(25) {
        let prefer = if chance.is(50) { vec![of_row(chance, "member")] } else { Vec::new() };
        let then = if chance.is(50) { Began::Latest } else { Began::Earliest };
        population.per_person = Some(PerPerson { prefer, in_each_organisation: false, then });
    }
    if register == "issue" && population.each.is_none() {
        population.due = chance.is(60).then(|| "first_of(due_on, add_months(found_on, 2))".to_owned());
        population.also_covered = if chance.is(10) { vec!["session".to_owned()] } else { Vec::new() };
    }
    population.grace_days = match chance.below(6) {
        0 => Number::from(25),
        1 => Number::Parameter("grace".to_owned()),
        _ => Number::from(0),
    };
    population
}

/// A share of items.
fn share(chance: &mut Chance, period: Calendar) -> MeasureDef {
    let population = population(chance, period);
    let register = population.register.clone();
    let drawn = looks(chance, &register);
    let names: Vec<Named> = drawn.iter().map(|(_, named)| named.clone()).collect();
    let mut condition = |percent: usize| chance.is(percent).then(|| of_any(chance, (&register, &names), 2));
    let (only, exclude, except) = (condition(40), condition(50), condition(40));
    let numerator = match chance.is(60) {
        true => of_look(chance, &names),
        false => of_any(chance, (&register, &names), 2),
    };
    let look = drawn.into_iter().map(|(def, named)| (named.name, def)).collect();
    MeasureDef {
        population: Some(population),
        only,
        exclude,
        numerator: Some(numerator),
        except,
        look,
        ..MeasureDef::default()
    }
}

/// A quotient of amounts.
fn amount(chance: &mut Chance, period: Calendar) -> MeasureDef {
    let mut measure = share(chance, period);
    let register = measure.population.as_ref().unwrap().register.clone();
    let number = |name: &str, look: &changxiao_core::definition::LookDef| {
        let is_number = ["count", "sum"].iter().any(|take| look.take.starts_with(take));
        is_number.then(|| format!("look.{name}"))
    };
    let found = measure.look.iter().find_map(|(name, look)| number(name, look)).unwrap_or_else(|| "1".to_owned());
    let whole = match register.as_str() {
        "org" => "staff",
        "meeting" => "expected",
        "session" | "training" => "hours",
        _ => "2",
    };
    measure.exclude = chance.is(30).then(|| found.clone());
    (measure.numerator, measure.denominator) = (Some(found), Some(whole.to_owned()));
    measure
}
