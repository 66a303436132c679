//! Posts: roles held in organisations between dates, as the rows seen at `as_of` tell them. Persons are opaque ids.

use crate::{columns::Columns, day::Day, id::OrganisationId};
use std::collections::BTreeMap;

/// All posts, by organisation and role.
#[derive(Clone, Debug, Default)]
pub struct Posts {
    by_post: BTreeMap<(OrganisationId, String), Vec<Holding>>,
}

/// One person in one post.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// First day.
    pub from: Day,
    /// First day no longer; `None`: no end.
    pub to: Option<Day>,
    /// Opaque id of the holder.
    pub person: String,
}

impl Posts {
    /// Reads the posts from their register, as seen on a day.
    #[must_use]
    pub fn new(table: Option<&Columns>, as_of: Day) -> Self {
        let mut by_post: BTreeMap<(OrganisationId, String), Vec<Holding>> = BTreeMap::new();
        for row in table.into_iter().flat_map(Columns::rows) {
            let from = row.day("valid_from").filter(|from| *from <= as_of);
            let (Some(person), Some(organisation), Some(role), Some(from)) =
                (row.text("person"), row.text("org"), row.text("role"), from)
            else {
                continue;
            };
            let to = row.day("valid_to").filter(|to| *to <= as_of);
            let holding = Holding { from, to, person: person.to_owned() };
            by_post.entry((organisation.into(), role.to_owned())).or_default().push(holding);
        }
        by_post.values_mut().for_each(|holdings| holdings.sort());
        Self { by_post }
    }

    /// Those who hold a role in an organisation on a day.
    pub fn holders(
        &self,
        organisation: &OrganisationId,
        role: &str,
        day: Day,
    ) -> impl Iterator<Item = &Holding> + use<'_> {
        let holdings = self.by_post.get(&(organisation.clone(), role.to_owned()));
        holdings
            .into_iter()
            .flatten()
            .filter(move |holding| holding.from <= day && holding.to.is_none_or(|to| day < to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::{Cell, Column, Origin};

    #[test]
    fn a_post_changes_hands_on_its_day() {
        let text = || Column::Text(Vec::new());
        let day = || Column::Day(Vec::new());
        let columns =
            [("person", text()), ("org", text()), ("role", text()), ("valid_from", day()), ("valid_to", day())];
        let mut table = Columns::new("post", columns.map(|(name, column)| (name.to_owned(), column)).to_vec());
        let date = |text: &str| text.parse::<Day>().unwrap();
        let first = [Cell::Text("P1".into()), Cell::Text("B".into()), Cell::Text("secretary".into())];
        let origin = || Origin { file: "t".into(), sheet: None, row: 1 };
        table.push(first.into_iter().chain([Cell::Day(date("2020-01-01")), Cell::Day(date("2025-07-01"))]), origin());
        let second = [Cell::Text("P2".into()), Cell::Text("B".into()), Cell::Text("secretary".into())];
        table.push(second.into_iter().chain([Cell::Day(date("2025-07-01")), Cell::Blank]), origin());
        let holder = |as_of: &str, day: &str| {
            let posts = Posts::new(Some(&table), date(as_of));
            let holders = posts.holders(&"B".into(), "secretary", date(day));
            holders.map(|holding| holding.person.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(holder("2025-12-31", "2025-06-30"), "P1");
        assert_eq!(holder("2025-12-31", "2025-07-01"), "P2");
        assert_eq!(holder("2025-06-30", "2025-07-01"), "P1", "what comes after as_of is not seen");
        assert_eq!(holder("2025-12-31", "2019-12-31"), "");
    }
}
