//! A look: what another register says about an item, along declared keys.

use super::{
    OutOfRange,
    explain::looked_at,
    frame::{Frame, number},
    item::Ask,
    population::Counted,
    value::{Between, Value},
};
use crate::{
    count::LookedAt,
    days::Days,
    fraction::Fraction,
    measure::{Look, Take},
};

/// What a look found.
pub(super) struct Found {
    pub(super) value: Value,
    /// Days of the window on which the register is not covered.
    pub(super) missing: Days,
    /// The records looked at, if they are to be listed.
    pub(super) records: Vec<LookedAt>,
}

/// How one row stands to a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It counts.
    Counts,
    /// Whether it counts nobody knows.
    MayCount,
    /// It is dated after the day up to which records are seen.
    NotSeen,
    /// Its day lies outside the window.
    Outside,
    /// It is not of those asked for.
    OfAnotherSort,
}

/// Looks into a register for an item.
pub(super) fn find(
    ask: &Ask<'_, '_>,
    item: &Frame<'_, '_>,
    (look, counted): (&Look, &Counted),
) -> Result<Found, OutOfRange> {
    let missing = ask.evaluator.not_covered(&look.register, ask.owner, &counted.window);
    let mut total = Total::default();
    let mut records = Vec::new();
    if let Some(table) = ask.evaluator.reader.table(&look.register) {
        let row = item.table.columns.row(item.row);
        let keys: Vec<(&str, Value)> = look
            .by
            .iter()
            .map(|(here, there)| (there.as_str(), item.reader.read(item.table.kind, row, here)))
            .collect();
        total.is_key_unknown = keys.iter().any(|(_, value)| *value == Value::Unknown);
        for row in item.reader.rows_where(table, &keys, item.world) {
            let frame = Frame { table, row, item: None, ..*item };
            let standing = standing(&frame, look, counted)?;
            total.add(&frame, look, standing)?;
            if ask.is_listing {
                records.extend(looked_at(&frame, look, (counted, standing))?);
            }
        }
    }
    let is_whole = missing.stretches().is_empty() && !total.is_key_unknown;
    Ok(Found { value: total.value(look, is_whole), missing, records })
}

fn standing(frame: &Frame<'_, '_>, look: &Look, counted: &Counted) -> Result<Standing, OutOfRange> {
    let row = frame.table.columns.row(frame.row);
    if !frame.reader.is_seen(frame.table, row, frame.world) {
        return Ok(Standing::NotSeen);
    }
    let is_within = match day(frame, look)? {
        Value::Day(day) => Some(counted.window.contains(day)),
        Value::Unknown => None,
        _ => Some(false),
    };
    let is_asked = look.only.as_ref().map_or(Ok(Some(true)), |only| frame.truth(&only.checked))?;
    Ok(match (is_within, is_asked) {
        (Some(true), Some(true)) => Standing::Counts,
        (_, Some(false)) => Standing::OfAnotherSort,
        (Some(false), _) => Standing::Outside,
        _ => Standing::MayCount,
    })
}

/// The day of a row.
pub(super) fn day(frame: &Frame<'_, '_>, look: &Look) -> Result<Value, OutOfRange> {
    match &look.when {
        Some(when) => frame.value(&when.checked),
        None => {
            let row = frame.table.columns.row(frame.row);
            Ok(frame.reader.day_of(frame.table, row, frame.world).map_or(Value::Nothing, Value::Day))
        }
    }
}

/// What was taken so far.
#[derive(Default)]
struct Total {
    is_key_unknown: bool,
    is_any: bool,
    may_be_more: bool,
    sum: Option<Between>,
    ends: Option<(Between, Between)>,
}

impl Total {
    fn add(&mut self, frame: &Frame<'_, '_>, look: &Look, standing: Standing) -> Result<(), OutOfRange> {
        let amount = match (&look.take, standing) {
            (_, Standing::NotSeen | Standing::Outside | Standing::OfAnotherSort) => return Ok(()),
            (Take::Count, _) => Value::Number(Between::exactly(Fraction::ONE)),
            (Take::Sum(amount) | Take::Least(amount) | Take::Greatest(amount), _) => frame.value(&amount.checked)?,
        };
        self.is_any |= standing == Standing::Counts;
        self.may_be_more |= standing == Standing::MayCount;
        // Amounts of registers are never below 0: an amount nobody knows adds nothing for certain.
        let amount = match amount {
            Value::Nothing => Between::exactly(Fraction::ZERO),
            Value::Number(amount) => amount,
            _ => Between::at_least(Fraction::ZERO),
        };
        let amount = match standing {
            Standing::MayCount => Between { least: Some(Fraction::ZERO), most: amount.most },
            _ => amount,
        };
        self.sum = Some(self.sum.unwrap_or(Between::exactly(Fraction::ZERO)).plus(amount)?);
        if standing == Standing::Counts {
            let (low, high) = self.ends.unwrap_or((amount, amount));
            self.ends = Some((
                if amount.least < low.least { amount } else { low },
                if amount.most > high.most { amount } else { high },
            ));
        }
        Ok(())
    }

    fn value(&self, look: &Look, is_whole: bool) -> Value {
        let sum = self.sum.unwrap_or(Between::exactly(Fraction::ZERO));
        let is_sure = is_whole && !self.may_be_more;
        match (&look.take, self.ends) {
            (Take::Count | Take::Sum(_), _) if is_whole => Value::Number(sum),
            (Take::Count | Take::Sum(_), _) => Value::Number(Between { most: None, ..sum }),
            (_, None) if is_sure => Value::Nothing,
            (_, None) => Value::Unknown,
            (Take::Least(_), Some((low, _))) if is_sure => Value::Number(low),
            (Take::Least(_), Some((low, _))) => Value::Number(Between { least: None, ..low }),
            (Take::Greatest(_), Some((_, high))) if is_sure => Value::Number(high),
            (Take::Greatest(_), Some((_, high))) => Value::Number(Between { most: None, ..high }),
        }
    }
}

/// The number a look found, between two ends.
pub(super) fn found_number(found: &Found) -> Between {
    number(&found.value)
}
