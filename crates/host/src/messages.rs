//! Wording: messages become sentences in the reader's language. All texts stand in `messages/`, Chinese and English.

use changxiao_core::{
    message::{Argument, Message},
    text::{Language, Text},
};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::langid;

macro_rules! texts {
    ($language:literal) => {
        [
            include_str!(concat!("../messages/", $language, "/host.ftl")),
            include_str!(concat!("../messages/", $language, "/help.ftl")),
            include_str!(concat!("../messages/", $language, "/core.ftl")),
            include_str!(concat!("../messages/", $language, "/engine.ftl")),
            include_str!(concat!("../messages/", $language, "/loader.ftl")),
            include_str!(concat!("../messages/", $language, "/registers.ftl")),
            include_str!(concat!("../messages/", $language, "/scheme.ftl")),
            include_str!(concat!("../messages/", $language, "/sentence.ftl")),
            include_str!(concat!("../messages/", $language, "/authoring.ftl")),
            include_str!(concat!("../messages/", $language, "/sheet.ftl")),
            include_str!(concat!("../messages/", $language, "/study.ftl")),
        ]
    };
}

/// The wording of one language.
pub(crate) struct Wording {
    /// The language.
    pub(crate) language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Wording {
    /// The wording of a language.
    pub(crate) fn new(language: Language) -> Self {
        let (id, texts) = match language {
            Language::Chinese => (langid!("zh-CN"), texts!("zh-CN")),
            Language::English => (langid!("en"), texts!("en")),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        for text in texts {
            // A fault in a text of ours leaves out that message only; a test asks for every key.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// A message as a sentence.
    pub(crate) fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.bundle.get_message(&message.key).and_then(|found| found.value()) else {
            return self.unworded(message);
        };
        let mut arguments = FluentArgs::new();
        for (name, argument) in &message.arguments {
            arguments.set(name.as_str(), value(self.argument(argument)));
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// A message without arguments.
    pub(crate) fn word(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    /// A text of a definition.
    pub(crate) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }

    /// Whether there is a wording for a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn argument(&self, argument: &Argument) -> String {
        match argument {
            Argument::Plain(text) => text.clone(),
            Argument::Text(text) => self.text(text).to_owned(),
            Argument::Message(message) => self.say(message),
        }
    }

    /// A key nobody worded (of a plugin newer than this program, say): shown as it is rather than lost.
    fn unworded(&self, message: &Message) -> String {
        let arguments = message.arguments.iter().map(|(name, argument)| format!("{name}: {}", self.argument(argument)));
        format!("{} {}", message.key, arguments.collect::<Vec<_>>().join(", ")).trim_end().to_owned()
    }
}

/// Short whole numbers as numbers, so that wordings can tell one from many; all else, and `007`, as the text it is.
fn value<'v>(text: String) -> FluentValue<'v> {
    match text.parse::<i32>() {
        Ok(number) if number.to_string() == text => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

/// The language asked for: `zh`, `zh-CN`, `en`, or `auto` by the locale (none or C: Chinese).
pub(crate) fn language(asked: &str) -> Option<Language> {
    match asked {
        "zh" | "zh-CN" | "zh_CN" => Some(Language::Chinese),
        "en" => Some(Language::English),
        "auto" => Some(by_locale()),
        _ => None,
    }
}

fn by_locale() -> Language {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os).find(|value| !value.is_empty());
    let locale = set.map(|value| value.to_string_lossy().to_lowercase()).unwrap_or_default();
    match locale.split(['.', '_', '-']).next().unwrap_or("") {
        "" | "c" | "posix" | "zh" => Language::Chinese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests;
