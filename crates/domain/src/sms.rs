//! Text messages: the gateway that takes them, and how many there may be.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::budget::Rate;
use super::ip::is_public;
use super::phone::AllowedCountries;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Messages to one user, as at Auth0: ten, and one more every hour.
pub const ACCOUNT: Rate = Rate {
    most: 10,
    period: Duration::from_secs(10 * HOUR.as_secs()),
};
/// Messages to one number, whatever user it is of.
pub const NUMBER: Rate = ACCOUNT;
/// Messages that requests of one network cause, by their weight.
pub const NETWORK: Rate = Rate {
    most: 30,
    period: HOUR,
};

/// Where messages go: an HTTPS endpoint that takes what Auth0 sends to the gateway of an `sms` connection. The members are those
/// of such a connection's options.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gateway {
    pub gateway_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway_authentication: Option<GatewayAuthentication>,
    /// `sender` of what is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The gateway gets facts of the request that caused the message.
    #[serde(default)]
    pub forward_req_info: bool,
}

/// How a request to a gateway proves that it is ours: a token under a secret that both have.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayAuthentication {
    /// `sub` and `aud` of the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    pub secret: String,
    #[serde(default)]
    pub secret_base64_encoded: bool,
}

impl GatewayAuthentication {
    /// The bytes of the secret; `None` where it is no base64 and should be.
    pub fn key(&self) -> Option<Vec<u8>> {
        if !self.secret_base64_encoded {
            return Some(self.secret.clone().into_bytes());
        }
        let alphabets = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD];
        alphabets
            .iter()
            .find_map(|alphabet| alphabet.decode(&self.secret).ok())
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gateway(…)")
    }
}

impl fmt::Debug for GatewayAuthentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GatewayAuthentication(…)")
    }
}

/// The URL of a gateway, if codes may go there: by https, or to this machine. It is shown and exported: it holds no password.
pub fn gateway_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_safe = match url.scheme() {
        "https" => true,
        "http" => is_this_machine(&url),
        _ => false,
    };
    let is_plain = url.fragment().is_none() && !has_userinfo(&url);
    (is_safe && url.has_host() && is_plain).then_some(url)
}

/// Whether a URL names this machine or what is not public by its address: the server calls none there by itself.
pub fn is_private(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    match url.host() {
        Some(Host::Ipv4(ip)) => !is_public(ip.into()),
        Some(Host::Ipv6(ip)) => !is_public(ip.into()),
        _ => is_this_machine(&url),
    }
}

/// Whether a URL has a user name or a password in it.
pub fn has_userinfo(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        // RFC 6761 §6.3.
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
        None => false,
    }
}

/// What the operator has decided about text messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmsSettings {
    /// The gateway of messages that no connection has one for.
    pub gateway: Option<Gateway>,
    pub allowed: AllowedCountries,
    /// How many the tenant may send in an hour; `None` for as many as it likes.
    pub hourly: Option<u32>,
}

/// What a message is for: messages of one purpose share a budget, so that logins that strangers begin leave a user's
/// second factor alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsPurpose {
    /// The code of a second factor.
    Factor,
    /// The code of a login without a password.
    Login,
}

impl SmsPurpose {
    /// Its name in budgets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Factor => "factor",
            Self::Login => "login",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_leave_this_machine_encrypted() {
        for good in [
            "https://sms.example/send?x=1",
            "http://localhost:8080/sms",
            "http://127.0.0.1/",
            "http://[::1]:9/",
        ] {
            assert!(gateway_url(good).is_some(), "{good}");
        }
        for bad in [
            "http://sms.example/",
            "ftp://sms.example/",
            "sms.example",
            "https://sms.example/#x",
            "https://user:hush@sms.example/",
            "https://user@sms.example/",
            "\u{1}",
        ] {
            assert!(gateway_url(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn what_is_not_public_is_private_in_every_spelling() {
        for host in [
            "localhost",
            "localhost.",
            "LOCALHOST",
            "sms.localhost",
            "127.1",
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[fd00::1]",
            "[fe80::1]",
        ] {
            assert!(is_private(&format!("https://{host}/send")), "{host}");
        }
        for host in [
            "sms.example",
            "8.8.8.8",
            "[2606:4700::1111]",
            "localhost.example",
        ] {
            assert!(!is_private(&format!("https://{host}/send")), "{host}");
        }
    }

    #[test]
    fn a_secret_may_be_base64() {
        let key = |secret: &str, secret_base64_encoded| {
            let of = GatewayAuthentication {
                subject: None,
                audience: None,
                secret: secret.to_owned(),
                secret_base64_encoded,
            };
            of.key()
        };
        assert_eq!(key("c2hoaGg=", false), Some(b"c2hoaGg=".to_vec()));
        for text in ["c2hoaGg=", "c2hoaGg"] {
            assert_eq!(key(text, true), Some(b"shhhh".to_vec()), "{text}");
        }
        assert_eq!(key("-_8", true), Some(vec![0xfb, 0xff]));
        assert_eq!(key("?", true), None);
    }
}
