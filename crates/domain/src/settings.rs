//! What the operator decided, as far as flows ask for it. `config` fills it in; everything here is already valid.

use std::collections::BTreeMap;
use std::time::Duration;

use url::Url;

use super::device::BindingRules;
use super::dialect::Dialect;
use super::origin::Origin;
use super::sms::SmsSettings;

/// The running server's settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `iss`, and the base of every link.
    pub issuer: Origin,
    /// Further origins, configured or ready; a token is valid on all of them.
    pub custom_domains: Vec<Origin>,
    /// The RP ID of passkeys on hosts where it is not the host.
    pub relying_parties: BTreeMap<String, String>,
    pub binding: BindingRules,
    /// The server's; a client may have another ([`crate::client::Client::dialect`]).
    pub dialect: Dialect,
    /// Simulated addresses, the test clock, and any `Host`.
    pub test_mode: bool,
    /// The operator named no issuer, and a port that is mapped to ours may stand in its place.
    pub follows_port: bool,
    pub lifetimes: Lifetimes,
    pub rate_limits: RateLimits,
    pub sms: SmsSettings,
}

/// How often callers may ask; `None` for as often as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Calls of one client to the Management API in a second.
    pub management: Option<u32>,
    /// Logins that one address begins in a minute.
    pub logins: Option<u32>,
    /// Failures of one address that the tenant log keeps in a minute.
    pub events: Option<u32>,
    /// Session transfer tokens for one refresh token in a minute.
    pub transfers: Option<u32>,
}

impl Settings {
    /// The issuer and the custom domains.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        std::iter::once(&self.issuer).chain(&self.custom_domains)
    }

    /// The RP ID of passkeys on a domain of this server.
    pub fn relying_party<'a>(&'a self, origin: &'a Origin) -> &'a str {
        let named = self.relying_parties.get(origin.host());
        named.map_or(origin.host(), String::as_str)
    }

    /// Whether a URL is an address of this server: of the host and port of one of its origins, by whatever scheme.
    pub fn serves(&self, url: &Url) -> bool {
        self.origins()
            .any(|origin| origin.domain() == url.authority())
    }

    /// The issuer on the port of `authority`, where that names this machine and the issuer follows it.
    pub fn issuer_at(&self, authority: &str) -> Option<Origin> {
        let asked = self.issuer.sibling(authority).ok()?;
        let follows = self.follows_port && asked.is_loopback();
        follows
            .then(|| asked.with_host(self.issuer.host()))
            .flatten()
    }

    /// Whether `audience` names the Management API of this tenant on any of its domains.
    pub fn is_management_audience(&self, audience: &str) -> bool {
        let names = |origin: &Origin| {
            origin
                .management_audiences()
                .iter()
                .any(|own| own == audience)
        };
        self.origins().any(names)
    }

    /// Whether it names the MFA API, on whatever domain.
    pub fn is_mfa_audience(&self, audience: &str) -> bool {
        let names = |origin: &Origin| origin.mfa_audiences().iter().any(|own| own == audience);
        self.origins().any(names)
    }
}

/// Lifetimes that Auth0 does not publish; the figures are in `config/lifetimes.rs`.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    pub authorization_code: Duration,
    pub login_transaction: Duration,
    /// An answer that waits for the browser to fetch the page that posts it.
    pub waiting_answer: Duration,
    pub pushed_request: Duration,
    /// How long what is spent is kept, for the trace and to tell replays.
    pub consumed: Duration,
    pub tenant_log: Duration,
    /// An access token for `/userinfo` alone, from a code.
    pub opaque_token: Duration,
    /// The same from the front channel.
    pub opaque_token_for_web: Duration,
}
