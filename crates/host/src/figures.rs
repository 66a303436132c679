//! Numbers as readers see them: counts, shares in percent with two places, bounds where a share is not known.

use crate::messages::Wording;
use changxiao_core::{
    definition::{Setting, Target},
    fraction::Fraction,
    message::Message,
    points::Points,
    tally::{OutcomeKind, Tally},
};
use changxiao_engine::{catalogue::Ready, evaluation::Outcome};

/// What stands where there is no value.
pub(crate) const NOTHING: &str = "–";

/// A share in percent, rounded half up to two places for reading only.
pub(crate) fn percent(share: Fraction) -> String {
    let hundred = share.times(Fraction::from(100)).and_then(|hundred| Points::rounded(hundred, 2));
    hundred.map_or_else(|| share.to_string(), |points| format!("{points}%"))
}

/// One number as a cell of a table: `28/30  93.33% ✗`; the signs stand in the legend.
pub(crate) fn cell(wording: &Wording, ready: &Ready, tally: &Tally) -> String {
    let outcome = ready.outcome(tally);
    let counts = format!("{}/{}", tally.numerator, tally.denominator);
    let (lower, upper) =
        (outcome.lower.map(percent).unwrap_or_default(), outcome.upper.map(percent).unwrap_or_default());
    match outcome.kind {
        OutcomeKind::NotApplicable => wording.word("cell-not-applicable"),
        OutcomeKind::Pending => wording.say(&Message::new("cell-pending").with("pending", tally.pending)),
        OutcomeKind::Value => format!("{counts}  {lower} {}", sign(&outcome)),
        OutcomeKind::NotKnown | OutcomeKind::Disputed => {
            let unknown = tally.unknown + tally.open;
            let more = Message::new("cell-not-known").with("unknown", unknown);
            if tally.denominator == Fraction::ZERO {
                return wording.say(&more);
            }
            format!("{counts}  {lower}–{upper} {} {}", wording.say(&more), sign(&outcome))
        }
    }
    .trim_end()
    .to_owned()
}

fn sign(outcome: &Outcome) -> &'static str {
    match outcome.is_met {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "",
    }
}

/// Whether the target is met, in a sign and a word: meaning never depends on colour.
pub(crate) fn mark(wording: &Wording, outcome: &Outcome) -> String {
    match outcome.is_met {
        Some(true) => wording.word("mark-met"),
        Some(false) => wording.word("mark-not-met"),
        None => String::new(),
    }
}

/// A target as a reader sees it.
pub(crate) fn target(target: Target) -> String {
    match target {
        Target::AtLeast(share) => format!("≥ {}", percent(share)),
        Target::AtMost(share) => format!("≤ {}", percent(share)),
        Target::Between { least, most } => format!("{}–{}", percent(least), percent(most)),
    }
}

/// A setting as a reader sees it.
pub(crate) fn setting(setting: &Setting) -> String {
    match setting {
        Setting::Number(number) => number.to_string(),
        Setting::Codes(codes) => codes.join(", "),
    }
}
