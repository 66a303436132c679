//! `sample draw`: a sample of organisations or members for a survey, a vote or a check on the spot, which anybody can repeat.

mod shown;

use crate::{
    commands::{Session, day_or, today, unknown_organisation},
    errors::Stop,
    faults, inputs,
};
use changxiao_core::{
    contract::{Contract, Kind, Privacy},
    day::Day,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
};
use changxiao_engine::draw::{self, Among, Frame, Size, Wanted, frame};
use changxiao_registers::contract;
use shown::Sample;

/// What the command line asks for.
pub(crate) struct DrawAsked {
    /// Seed.
    pub(crate) seed: u64,
    /// Number or share as written.
    pub(crate) size: String,
    /// Number or share as written.
    pub(crate) reserve: Option<String>,
    /// Kinds of organisation as written.
    pub(crate) kinds: Vec<String>,
    /// Whether members are drawn, not organisations.
    pub(crate) draws_members: bool,
    /// Organisations at or below which is drawn.
    pub(crate) within: Vec<String>,
    /// Field that makes classes, as written.
    pub(crate) each_of: Option<String>,
    /// Day as written.
    pub(crate) as_of: Option<String>,
    /// `table`, `csv` or `json`.
    pub(crate) format: String,
}

pub(in crate::commands) fn draw(session: &Session, asked: &DrawAsked) -> anyhow::Result<u8> {
    let day = day_or(asked.as_of.as_deref(), today())?;
    let drawing = drawing(asked)?;
    let contract = contract().map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let (among, register) =
        if asked.draws_members { (Among::Members, "member") } else { (Among::Organisations, "org") };
    let kinds = kinds(&contract, &asked.kinds)?;
    let kind = contract.kind(register);
    let each_of = asked.each_of.as_deref().map(|wanted| field(kind, wanted)).transpose()?;
    let reading = inputs::registers(&session.settings.registers, &contract)?;
    faults::print(&session.wording, "heading-register-faults", reading.all_faults());
    let organisations = inputs::organisations(&reading, day)?;
    if reading.registers.table(register).is_none() {
        return Err(Stop::new(Message::new("draw-no-members")).hint(Message::new("hint-registers")).into());
    }
    let within = within(&organisations, &asked.within)?;
    let wanted = Wanted { among, kinds, within, each_of: each_of.clone(), day };
    let frame: Frame = frame((&organisations, &reading.registers), &wanted);
    let refused = |refused: draw::Refused| Stop::new(refused.message()).hint(hint(&refused, day));
    let drawn = draw::draw(&frame, drawing).map_err(refused)?;
    let field = kind.zip(each_of.as_deref()).and_then(|(kind, field)| kind.field(field));
    let sample = Sample {
        wording: &session.wording,
        organisations: &organisations,
        frame: &frame,
        draw: &drawn,
        field,
        day,
        seed: drawing.seed,
        draws_members: asked.draws_members,
    };
    sample.print(&asked.format)?;
    Ok(0)
}

fn drawing(asked: &DrawAsked) -> Result<draw::Asked, Stop> {
    let size = |text: &str| -> Result<Size, Stop> {
        let stop = || Stop::new(Message::new("not-a-size").with("text", text));
        text.parse().map_err(|()| stop().hint(Message::new("hint-size")))
    };
    let reserve = asked.reserve.as_deref().map(size).transpose()?;
    Ok(draw::Asked { seed: asked.seed, size: size(&asked.size)?, reserve })
}

fn hint(refused: &draw::Refused, day: Day) -> Message {
    match refused {
        draw::Refused::Empty => Message::new("hint-draw-empty").with("day", day),
        draw::Refused::TooSmall { frame, .. } => Message::new("hint-draw-too-small").with("frame", *frame),
    }
}

/// Kinds by their codes or by the words that registers use.
fn kinds(contract: &Contract, wanted: &[String]) -> Result<Vec<String>, Stop> {
    let codes = contract.kind("org").and_then(|kind| kind.field("kind")).map_or(&[][..], |field| &field.codes);
    let known = |wanted: &String| {
        let is_it = |code: &&changxiao_core::contract::Code| {
            [&code.code, &code.zh, &code.en].contains(&wanted) || code.also.contains(wanted)
        };
        codes.iter().find(is_it).map(|code| code.code.clone()).ok_or_else(|| {
            let names: Vec<&str> = codes.iter().map(|code| code.code.as_str()).collect();
            let message = Message::new("draw-unknown-kind").with("kind", wanted.as_str());
            Stop::new(message.with("known", names.join(", "))).nearest(wanted, names)
        })
    };
    wanted.iter().map(known).collect()
}

/// A field of a register by its id or header; what is never printed makes no classes.
fn field(kind: Option<&Kind>, wanted: &str) -> Result<String, Stop> {
    let fields = kind.map_or(&[][..], |kind| &kind.fields);
    let is_it = |field: &&changxiao_core::contract::Field| {
        field.id == wanted || field.header.zh == wanted || field.header.en == wanted
    };
    let register = kind.map_or("", |kind| kind.kind.as_str());
    let message = |key: &str| Message::new(key).with("field", wanted).with("register", register);
    let found = fields.iter().find(is_it).ok_or_else(|| {
        let shown = fields.iter().filter(|field| field.privacy != Privacy::Restricted);
        Stop::new(message("draw-unknown-field")).nearest(wanted, shown.map(|field| field.id.as_str()))
    })?;
    if found.privacy == Privacy::Restricted {
        return Err(Stop::new(message("draw-restricted-field")));
    }
    Ok(found.id.clone())
}

fn within(organisations: &Organisations, wanted: &[String]) -> Result<Vec<OrganisationId>, Stop> {
    let known = |id: &String| {
        let id = OrganisationId::from(id.as_str());
        if organisations.get(&id).is_some() { Ok(id) } else { Err(unknown_organisation(organisations, id.as_str())) }
    };
    wanted.iter().map(known).collect()
}
