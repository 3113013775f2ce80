//! The sentences of one screen, as one user reads them.

use std::sync::Arc;

use super::arguments::{Arguments, END_OF_ISOLATE, ISOLATE, unmarked};
use super::choice::Locale;
use super::language::Name;
use crate::domain::prompts::CustomTexts;

/// What a screen shows around its values. A key names one of the screen's texts; `page.backTo` is one of another screen.
#[derive(Debug, Clone)]
pub struct Texts {
    locale: Locale,
    screen: &'static str,
    /// The tenant's own texts of the screen's prompt, in the user's language.
    custom: Arc<CustomTexts>,
    arguments: Arguments,
}

impl Texts {
    /// Of a screen, with the variables of its sentences.
    pub fn new(
        locale: Locale,
        (screen, arguments): (&'static str, Arguments),
        custom: Arc<CustomTexts>,
    ) -> Self {
        Self {
            locale,
            screen,
            custom,
            arguments,
        }
    }

    /// The user's language.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The screen's name at Auth0: `login-id`.
    pub fn screen(&self) -> &'static str {
        self.screen
    }

    /// The sentence of a key, for the body of a page.
    pub fn text(&self, key: &str) -> String {
        let name = self.name(key);
        self.own(name, true)
            .unwrap_or_else(|| self.locale.language.text(name, &self.arguments))
    }

    /// The same for an attribute or a title, without marks around the variables.
    pub fn plain(&self, key: &str) -> String {
        let name = self.name(key);
        self.own(name, false)
            .unwrap_or_else(|| self.locale.language.plain(name, &self.arguments))
    }

    /// [`Texts::plain`], if there is such a key.
    pub fn find_plain(&self, key: &str) -> Option<String> {
        let name = self.name(key);
        let language = self.locale.language;
        self.own(name, false)
            .or_else(|| language.find_plain(name, &self.arguments))
    }

    /// The same texts with one more variable.
    #[must_use]
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        Self {
            arguments: self.arguments.clone().with(name, value),
            ..self.clone()
        }
    }

    fn name<'k>(&self, key: &'k str) -> Name<'k> {
        key.split_once('.').unwrap_or((self.screen, key))
    }

    /// The tenant's text. It is no Fluent: `${name}` is replaced, and nothing else is read in it.
    fn own(&self, (screen, key): Name<'_>, isolates: bool) -> Option<String> {
        let own = unmarked(self.custom.get(screen, key)?);
        let mut rest = own.as_str();
        let mut text = String::new();
        while let Some((plain, begun)) = rest.split_once("${") {
            text.push_str(plain);
            let named = begun.split_once('}');
            match named.and_then(|(name, behind)| Some((self.arguments.shown(name)?, behind))) {
                Some((value, behind)) => {
                    text.extend(isolates.then_some(ISOLATE));
                    text.push_str(&value);
                    text.extend(isolates.then_some(END_OF_ISOLATE));
                    rest = behind;
                }
                None => {
                    text.push_str("${");
                    rest = begun;
                }
            }
        }
        text.push_str(rest);
        Some(text)
    }
}
