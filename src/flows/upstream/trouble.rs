//! Why a user does not come back from a provider signed in.

use crate::domain::connection::Connection;
use crate::flows::{Code, Refusal};

/// Characters of what a provider says that are handed on.
const MOST_HANDED_ON: usize = 300;

/// The application learns little of it, the tenant log more.
#[derive(Debug)]
pub enum Trouble {
    /// The provider cannot be asked, or does not say what it must.
    Provider(String),
    /// The browser has brought an answer that is not taken.
    Answer(String),
    /// The provider says no: its error code and sentence.
    Refused(String, Option<String>),
}

impl Trouble {
    /// What the application is told.
    pub fn refuse(self, connection: &Connection) -> Refusal {
        let name = &connection.name;
        match self {
            Self::Provider(reason) => Code::AccessDenied
                .refuse("The identity provider could not be used")
                .because(format!("connection {name}: {reason}")),
            Self::Answer(reason) => Code::AccessDenied
                .refuse("The identity provider's answer is not valid")
                .because(format!("connection {name}: {reason}")),
            Self::Refused(error, sentence) => {
                let text = sentence.as_deref().unwrap_or(&error);
                Code::AccessDenied.refuse(handed_on(text)).because(format!(
                    "connection {name}: the provider says {}",
                    handed_on(&error)
                ))
            }
        }
    }
}

/// What a browser has brought goes to an application: short, and of the characters that an `error_description` may have
/// (RFC 6749 §4.1.2.1).
fn handed_on(text: &str) -> String {
    let plain = |c: char| match c {
        '"' | '\\' => '\'',
        ' '..='~' => c,
        _ => ' ',
    };
    text.chars().take(MOST_HANDED_ON).map(plain).collect()
}
