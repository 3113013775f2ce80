//! Connections without passwords: a code that is sent to an address or a telephone proves whose it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::identifier;
use super::phone::PhoneNumber;
use super::sms::{Gateway, gateway_url};

/// How long a code is good, as at Auth0.
const LIFETIME: Duration = Duration::from_secs(180);
const DIGITS: usize = 6;
/// How many digits a code may have, and how long it may be good.
const MOST_DIGITS: u64 = 40;
const LONGEST: u64 = 24 * 60 * 60;
/// The sender of Auth0's own template.
const NOT_OURS: &str = "@auth0.com";

/// By what a code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    Email,
    Sms,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// The strategy of its connections.
    pub const fn strategy(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The one of a strategy.
    pub fn of(strategy: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.strategy() == strategy)
    }

    /// The member of requests and answers that has the recipient.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "phone_number",
        }
    }

    /// A recipient in the form in which it is kept; `None` for what is none.
    pub fn recipient(self, text: &str) -> Option<String> {
        match self {
            Self::Email => identifier::email(text),
            Self::Sms => PhoneNumber::parse(text).map(String::from),
        }
    }
}

/// `provider` of connections whose messages a gateway sends.
pub const GATEWAY: &str = "sms_gateway";

/// How the template of a text message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSyntax {
    Liquid,
    /// `md_with_macros`: `@@password@@` stands for the code.
    Macros,
}

/// A text with the code in the place of its macros.
pub fn with_macros(text: &str, code: &str) -> String {
    ["@@password@@", "@@code@@"]
        .into_iter()
        .fold(text.to_owned(), |text, name| text.replace(name, code))
}

/// What such a connection is set to.
#[derive(Debug, Clone, Copy)]
pub struct PasswordlessSettings<'a> {
    pub channel: Channel,
    options: Option<&'a Map<String, Value>>,
}

impl<'a> PasswordlessSettings<'a> {
    /// Reads the options of a connection.
    pub fn of(channel: Channel, options: Option<&'a Map<String, Value>>) -> Self {
        Self { channel, options }
    }

    /// How many digits a code has.
    pub fn digits(self) -> usize {
        let set = self.number("length").filter(|n| *n <= MOST_DIGITS);
        set.and_then(|n| usize::try_from(n).ok()).unwrap_or(DIGITS)
    }

    /// How long a code is good.
    pub fn lifetime(self) -> Duration {
        let set = self.number("time_step").map(|n| n.min(LONGEST));
        set.map_or(LIFETIME, Duration::from_secs)
    }

    fn number(self, name: &str) -> Option<u64> {
        let number = self.option("totp")?.get(name)?.as_f64()?;
        let fits = number.is_finite() && number >= 1.0 && number.fract() == 0.0;
        // Checked to be small enough by the callers.
        fits.then_some(number as u64)
    }

    fn option(self, name: &str) -> Option<&'a Value> {
        self.options?.get(name).filter(|value| !value.is_null())
    }

    /// The parameters of every link's request, unless the application sends others. They may be written as JSON.
    pub fn auth_params(self) -> Map<String, Value> {
        let mut params = match self.option("authParams") {
            Some(Value::Object(params)) => params.clone(),
            Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
            _ => Map::new(),
        };
        params.retain(|_, value| value.is_string());
        params
    }

    /// The text message of the connection's own, and how it is written.
    pub fn text_template(self) -> Option<(&'a str, TextSyntax)> {
        let text = self.option("template")?.as_str()?;
        let is_liquid = self
            .option("syntax")
            .is_some_and(|syntax| syntax == "liquid");
        let syntax = match is_liquid {
            true => TextSyntax::Liquid,
            false => TextSyntax::Macros,
        };
        (!text.trim().is_empty()).then_some((text, syntax))
    }

    /// Where its text messages go; `None`: to the operator's gateway, if there is one.
    pub fn gateway(self) -> Option<Gateway> {
        let other = |provider: &Value| provider != GATEWAY;
        if self.option("provider").is_some_and(other) {
            return None;
        }
        gateway_url(self.option("gateway_url")?.as_str()?)?;
        let members = [
            "gateway_url",
            "gateway_authentication",
            "from",
            "forward_req_info",
        ];
        let members = members.into_iter().filter_map(|name| {
            let value = self.option(name)?;
            Some((name.to_owned(), value.clone()))
        });
        serde_json::from_value(Value::Object(members.collect())).ok()
    }

    /// Whether its messages are sent by who is not offered: then none is.
    pub fn wants_other_provider(self) -> bool {
        self.option("provider")
            .is_some_and(|provider| provider != GATEWAY)
    }

    /// The e-mail of the connection's own, in the members of the tenant's templates; `None` where it has none.
    pub fn template(self) -> Option<Map<String, Value>> {
        let email = self.option("email")?.as_object()?;
        let text = |name: &str| {
            let text = email.get(name).and_then(Value::as_str)?;
            (!text.trim().is_empty()).then_some(text)
        };
        text("body")?;
        let mut template = Map::new();
        for name in ["subject", "body", "from"] {
            let text = text(name).filter(|text| name != "from" || !text.contains(NOT_OURS));
            if let Some(text) = text {
                template.insert(name.to_owned(), text.into());
            }
        }
        Some(template)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings(options: &Value) -> PasswordlessSettings<'_> {
        PasswordlessSettings::of(Channel::Email, options.as_object())
    }

    #[test]
    fn a_code_is_as_long_as_it_is_set_to_be() {
        let usual = json!({});
        assert_eq!(settings(&usual).digits(), 6);
        assert_eq!(settings(&usual).lifetime().as_secs(), 180);
        let set = json!({"totp": {"length": 8, "time_step": 300}});
        assert_eq!(settings(&set).digits(), 8);
        assert_eq!(settings(&set).lifetime().as_secs(), 300);
        for wrong in [
            json!({"totp": {"length": 41}}),
            json!({"totp": {"length": -1}}),
        ] {
            assert_eq!(settings(&wrong).digits(), 6, "{wrong}");
        }
    }

    #[test]
    fn a_template_has_a_body_and_no_sender_of_auth0s() {
        let own = json!({"email": {"body": "<b>{{ code }}</b>", "subject": "S",
            "from": "{{ application.name }} <root@auth0.com>"}});
        let template = settings(&own).template().expect("a template");
        assert_eq!(
            Value::from(template),
            json!({"subject": "S", "body": "<b>{{ code }}</b>"})
        );
        assert_eq!(
            settings(&json!({"email": {"subject": "S"}})).template(),
            None
        );
    }

    #[test]
    fn a_text_has_the_code_where_its_template_wants_it() {
        let of = |options: Value| {
            let settings = PasswordlessSettings::of(Channel::Sms, options.as_object());
            settings
                .text_template()
                .map(|(text, syntax)| (text.to_owned(), syntax))
        };
        let macros = json!({"template": "Code: @@password@@", "syntax": "md_with_macros"});
        assert_eq!(
            of(macros),
            Some(("Code: @@password@@".to_owned(), TextSyntax::Macros))
        );
        let liquid = json!({"template": "{{ code }}", "syntax": "liquid"});
        assert_eq!(
            of(liquid),
            Some(("{{ code }}".to_owned(), TextSyntax::Liquid))
        );
        assert_eq!(of(json!({})), None);
        assert_eq!(
            with_macros("a @@password@@ @@code@@ {{ x }}", "12"),
            "a 12 12 {{ x }}"
        );
    }

    #[test]
    fn a_gateway_is_one_that_codes_may_go_to() {
        let of = |options: Value| {
            let settings = PasswordlessSettings::of(Channel::Sms, options.as_object());
            settings.gateway().is_some()
        };
        assert!(of(
            json!({"provider": "sms_gateway", "gateway_url": "https://sms.example/"})
        ));
        for none in [
            json!({}),
            json!({"provider": "sms_gateway", "gateway_url": "http://sms.example/"}),
            json!({"provider": "twilio", "gateway_url": "https://sms.example/"}),
        ] {
            assert!(!of(none.clone()), "{none}");
        }
    }
}
