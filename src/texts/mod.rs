//! The sentences of pages and e-mails: one file for each language in `assets/texts/`, in Fluent's syntax, with a message for
//! each screen and an attribute for each of Auth0's text keys.
//!
//! [`Preferences`] are what a request says of the user's languages, and [`Preferences::locale`] chooses one of the tenant's.
//! [`Language`] reads a sentence, and [`Texts`] are those of one screen, where the tenant's own texts come first.

mod arguments;
mod choice;
mod language;
mod matching;
mod screen;
#[cfg(test)]
mod tests;

pub use arguments::{Argument, Arguments, END_OF_ISOLATE, ISOLATE};
pub use choice::{Locale, Preferences};
pub use language::Language;
pub use screen::Texts;
