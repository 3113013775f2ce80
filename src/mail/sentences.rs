//! What the built-in messages say, in the recipient's language.

use crate::domain::mail::Message;
use crate::texts::{Arguments, Language};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The sentences of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentences {
    pub subject: String,
    /// What mail programs show beside the subject.
    pub preheader: String,
    pub heading: String,
    pub body: String,
    /// Where failed attempts came from.
    pub place: Option<String>,
    /// On the button of the link.
    pub button: String,
    /// Before the link in full.
    pub link_help: String,
    /// For how long the link or the code can be used, and for whom the code is.
    pub expires: Option<String>,
    pub secret: Option<String>,
    /// What to do if the message was not expected.
    pub ignore: String,
    pub footer: String,
    pub support: String,
}

impl Sentences {
    /// Of a message whose link or code lives for so many seconds. With marks, the names in them keep their direction: in HTML.
    pub fn of(
        (language, has_marks): (&Language, bool),
        (message, lifetime): (Message, u64),
        (arguments, has_code): (&Arguments, bool),
    ) -> Self {
        let screen = format!("email-{}", message.as_str());
        let say = |name: (&str, &str), arguments: &Arguments| match has_marks {
            true => language.text(name, arguments),
            false => language.plain(name, arguments),
        };
        let own = |key: &str| say((&screen, key), arguments);
        let usual = |key: &str| say(("email", key), arguments);
        let place = || match arguments.shown("city").is_some_and(|city| !city.is_empty()) {
            true => own("place"),
            false => own("address"),
        };
        let has_button = message != Message::TryProvider;
        Self {
            subject: own("subject"),
            preheader: own("preheader"),
            heading: own("heading"),
            body: own("body"),
            place: (message == Message::BlockedAccount).then(place),
            button: if has_button {
                own("buttonText")
            } else {
                String::new()
            },
            link_help: usual("linkHelp"),
            expires: expiry(lifetime, has_code).map(|(key, name, number)| {
                say(("email", key), &arguments.clone().with(name, number))
            }),
            secret: has_code.then(|| usual("keepCodeSecret")),
            ignore: own("ignore"),
            footer: own("footer"),
            support: usual("supportText"),
        }
    }
}

/// The sentence about a lifetime in seconds, and the number in it.
fn expiry(lifetime: u64, has_code: bool) -> Option<(&'static str, &'static str, i64)> {
    let whole = |unit: u64| i64::try_from(lifetime.div_ceil(unit)).unwrap_or(i64::MAX);
    match lifetime {
        0 => None,
        _ if has_code => Some(("codeExpiresInMinutes", "minutes", whole(MINUTE))),
        DAY.. => Some(("linkExpiresInDays", "days", whole(DAY))),
        HOUR.. => Some(("linkExpiresInHours", "hours", whole(HOUR))),
        _ => Some(("linkExpiresInMinutes", "minutes", whole(MINUTE))),
    }
}
