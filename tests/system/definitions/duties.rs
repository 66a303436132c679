//! Mistakes in duties and in years of the statutory calendar: all of a text together, each under its own key.

use super::{check, pack};
use crate::program::compare;

const TALK: &str = include_str!("../../../config/baseline/member-education-management/duties/admission-talk.toml");
const REVIEW: &str = include_str!("../../../config/baseline/member-education-management/duties/activist-review.toml");
const ELECTION: &str = include_str!("../../../config/baseline/member-education-management/duties/re-election.toml");
const LECTURE: &str =
    include_str!("../../../config/baseline/member-education-management/duties/secretary-lecture-yearly.toml");
const CALENDAR: &str = include_str!("../../../config/baseline/calendar/2026.toml");

/// A definition of the baseline as one of the bureau's own, with one text in the place of another.
fn own(text: &str, changes: &[(&str, &str)]) -> String {
    let mut own = text.replace("id = \"baseline/", "id = \"bureau/").replace('$', "$baseline/");
    for (from, to) in changes {
        assert!(own.contains(from), "{from}");
        own = own.replacen(from, to, 1);
    }
    own
}

#[test]
fn duties_that_are_right() {
    let all = [TALK, REVIEW, ELECTION, LECTURE].map(|text| own(text, &[]));
    check("duties/none", &all.join("\n"));
}

#[test]
fn an_event_in_an_unknown_register() {
    check(
        "duties/event-unknown-register",
        &own(TALK, &[("register = \"admission_step\"", "register = \"admission_steps\"")]),
    );
}

#[test]
fn an_event_that_is_a_state_or_has_no_day() {
    let state = own(
        TALK,
        &[
            ("register = \"admission_step\"", "register = \"org\""),
            ("step = 'application'", "kind = 'branch'"),
            ("owner_by_latest = \"file\"\n", ""),
            ("by = [\"file\"]", "by = [\"org\"]"),
        ],
    );
    let no_day = own(
        REVIEW,
        &[
            ("register = \"admission_step\"\nonly = \"step = 'activist'\"", "register = \"attendance\""),
            ("owner_by_latest = \"file\"\n", ""),
            ("by = [\"file\"]", "by = [\"person\"]"),
            ("by = [\"file\"]", "by = [\"person\"]"),
        ],
    );
    check("duties/event-without-day", &format!("{state}\n{no_day}"));
}

/// Everything that can be wrong with one duty is told at once.
#[test]
fn many_faults_of_one_duty() {
    let talk = own(
        TALK,
        &[
            (
                "owners = [\"branch\"]",
                "owners = [\"branches\"]\nonly = \"org.has_comittee\"\nexempt = \"done_on\"\nevery = \"month\"\nroles = [\"secretry\"]",
            ),
            ("only = \"step = 'application'\"", "only = \"stepp = 'application'\"\nday = \"step\""),
            (
                "within = { months = 1 }",
                "within = { months = \"$months\" }\nevery = { days = 30 }\nnot_before = { days = 1 }\nlast_day = \"until_when\"",
            ),
            ("owner_by_latest = \"file\"", "owner_by_latest = \"fil\"\nuntil = \"add_months(done_on)\""),
            ("by = [\"file\"]\nonly = \"step = 'talk'\"", "only = \"step = 'talks'\"\nday = \"done_at\""),
        ],
    );
    let bench = pack(&talk);
    let both = ["check --pack bureau --lang en", "check --pack bureau --lang zh-CN"];
    compare("mistakes/definitions/duties/many", &bench.transcript(&both));
}

#[test]
fn keys_that_do_not_go_together() {
    let talk = own(
        TALK,
        &[
            (
                "within = { months = 1 }",
                "until = \"add_months(done_on, 12)\"\n[duty.after.ended_by]\nregister = \"admission_step\"\nby = []",
            ),
            ("owner_by_latest = \"file\"\n", ""),
        ],
    );
    let review = own(
        REVIEW,
        &[
            ("owners = [\"branch\"]", "owners = [\"branch\"]\nopens = { months = 1 }"),
            ("[duty.shown_by]", "[duty.deferred]\nonly = \"step = 'extension'\"\nuntil = \"until\"\n\n[duty.shown_by]"),
        ],
    );
    let election = own(
        ELECTION,
        &[
            ("every = \"term\"", "roles = [\"secretary\"]\nevery = \"term\""),
            ("[duty.deferred]", "[duty.deferred]\nregister = \"admission_step\""),
        ],
    );
    let lecture = own(LECTURE, &[("every = \"year\"\n", ""), ("by = [\"person = speaker\"]\n", "")]);
    check("duties/together", &[talk, review, election, lecture].join("\n"));
}

#[test]
fn an_unknown_word_for_how_often() {
    check("duties/unknown-every", &own(ELECTION, &[("every = \"term\"", "every = \"terms\"")]));
}

#[test]
fn years_of_the_calendar() {
    check("duties/calendar-of-the-baseline", &own(CALENDAR, &[]));
    let next = |changes: &[(&str, &str)]| own(&CALENDAR.replace("2026", "2027"), changes);
    check(
        "duties/calendar-of-another-year",
        &next(&[
            ("worked = [\"2027-02-14\", \"2027-02-28\"]", "worked = [\"2027-02-16\", \"2027-02-28\"]"),
            ("2027-01-04", "2027-01-09"),
            ("2027-05-09", "2027-05-08"),
            ("\"2027-09-20\", \"2027-10-10\"", "\"2027-09-20\", \"2026-10-10\""),
        ]),
    );
    let right = next(&[
        ("2027-02-14", "2027-02-13"),
        ("2027-01-04", "2027-01-09"),
        ("2027-05-09", "2027-05-08"),
        ("2027-09-20", "2027-09-19"),
    ]);
    let second = right.replace("working-days-2027", "days-2027");
    check("duties/calendar-twice", &format!("{right}\n{second}"));
}
