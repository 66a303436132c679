//! `plan ORGANISATION/ROLE --year`: what a post has to see to in a year.

use super::Session;
use crate::{departments, errors::Stop, faults, inputs, screen, table};
use anyhow::Context as _;
use changxiao_core::{
    contract::Field, day::Period, fault::nearest, id::OrganisationId, message::Message, organisations::Organisations,
    posts::Posts, text::Text,
};
use changxiao_engine::{
    catalogue::Catalogue,
    plan::{Planned, plan},
};

pub(super) fn run(session: &Session, post: &str, year: i16) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let period = Period::year(year).context(Stop::new(Message::new("not-a-year").with("text", year.to_string())))?;
    let opened = departments::open(settings)?;
    faults::print(wording, "heading-definition-faults", &opened.faults);
    let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
    faults::print(wording, "heading-register-faults", reading.all_faults());
    let organisations = inputs::organisations(&reading, period.last())?;
    let (organisation, role, word) = post_of(&opened.catalogue, &organisations, post)?;
    let planned = plan(&opened.catalogue, &organisations, (&organisation, &role), period);
    let name = organisations.get(&organisation).and_then(|one| one.name.clone()).unwrap_or_default();
    let title =
        Message::new("plan-title").with("organisation", organisation.as_str()).with("name", name).with("role", word);
    screen::line(format!("{}\n", table::title(&wording.say(&title.with("year", year.to_string())))));
    let posts = Posts::new(reading.registers.table("post"), period.last());
    let since = posts.holders(&organisation, &role, period.from()).map(|holding| holding.from).min();
    let held =
        since.map_or_else(|| Message::new("plan-vacant"), |since| Message::new("plan-held").with("since", since));
    screen::line(format!("{}\n", wording.say(&held.with("day", period.from()))));
    if planned.is_empty() {
        screen::line(wording.word("plan-empty"));
        return Ok(0);
    }
    let header = [
        "column-by",
        "column-what",
        "column-organisation",
        "column-window",
        "column-shown-in",
        "column-tier",
        "column-clause",
    ];
    let rows = planned.iter().map(|one| row(session, (&opened.catalogue, &organisations), one)).collect();
    screen::line(table::table(header.map(|key| wording.word(key)).to_vec(), rows));
    Ok(0)
}

fn row(session: &Session, (catalogue, organisations): (&Catalogue, &Organisations), one: &Planned) -> Vec<String> {
    let wording = &session.wording;
    let amount = one.at_least.map(|least| least.to_string()).unwrap_or_default();
    let what =
        Message::new("plan-what").with("duty", one.name.clone()).with("amount", amount).with("unit", one.unit.clone());
    let register =
        catalogue.contract().kind(&one.register).map(|kind| wording.text(&kind.name).to_owned()).unwrap_or_default();
    let tier = format!(
        "tier-{}",
        serde_json::to_value(one.tier).ok().and_then(|tier| tier.as_str().map(str::to_owned)).unwrap_or_default()
    );
    let clause = Message::new("clause-short")
        .with("regulation", one.clause.regulation.clone())
        .with("article", one.clause.article.clone());
    vec![
        one.occasion.last().to_string(),
        wording.say(&what),
        super::named(organisations, &one.organisation),
        format!("{} – {}", one.occasion.from(), one.occasion.last()),
        register,
        wording.word(&tier),
        wording.say(&clause),
    ]
}

/// The organisation and role of `DZB01/secretary` or `DZB01/书记`.
fn post_of(
    catalogue: &Catalogue,
    organisations: &Organisations,
    post: &str,
) -> anyhow::Result<(OrganisationId, String, Text)> {
    let stop = |key: &str| Stop::new(Message::new(key).with("text", post)).hint(Message::new("hint-post"));
    let (organisation, role) = post.split_once('/').ok_or_else(|| stop("not-a-post"))?;
    let id = OrganisationId::from(organisation);
    if organisations.get(&id).is_none() {
        return Err(super::unknown_organisation(organisations, organisation).into());
    }
    let field = catalogue.contract().kind("post").and_then(|kind| kind.field("role"));
    let codes = field.map(|field: &Field| field.codes.as_slice()).unwrap_or_default();
    let found = codes.iter().find(|code| code.code == role || code.zh == role || code.en == role);
    match found {
        Some(code) => Ok((id, code.code.clone(), Text::new(code.zh.as_str(), code.en.as_str()))),
        None => {
            let stop = Stop::new(Message::new("unknown-role").with("text", role));
            let near =
                nearest(role, codes.iter().flat_map(|code| [code.code.as_str(), code.zh.as_str(), code.en.as_str()]));
            Err(match near {
                Some(name) => stop.hint(Message::new("hint-nearest").with("name", name)),
                None => stop.hint(Message::new("hint-post")),
            }
            .into())
        }
    }
}
