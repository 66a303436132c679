//! An organisation elsewhere, with its own records, members and disputes, changes no number but those above it.

use super::{difference, of_all};
use crate::random::{Edit, Law, Reading, department_elsewhere, hold, read};

pub(super) fn of_others(reading: Reading) -> Law {
    Law {
        says: "a department elsewhere changes no number of the others",
        samples: 10,
        speaks_of: of_all,
        edits: |sample| department_elsewhere(&mut sample.chance()).into_iter().map(Edit::add).collect(),
        complaint: Box::new(move |sample| {
            let is_other = |id: &changxiao_core::id::OrganisationId| {
                !id.as_str().starts_with('Z') && !matches!(id.as_str(), "U0" | "W0")
            };
            difference((&reading(sample), &reading(&sample.edited())), is_other)
        }),
    }
}

#[test]
fn a_department_elsewhere() {
    hold(&of_others(read));
}
