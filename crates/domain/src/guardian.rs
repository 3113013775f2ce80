//! Second factors: which ones the tenant offers, when it asks for one, and what users have enrolled.

mod credential;
mod phone;
mod webauthn;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::phone::PhoneNumber;
use super::session::{AuthenticationMethod, MFA};
use super::time::Timestamp;

pub use credential::{Credential, DeviceType};
pub use phone::{PhoneProvider, SmsTemplates};
pub use webauthn::{UserVerification, WebauthnSettings, is_domain_of};

/// `acr` of a login with a second factor (PAPE 1.0).
pub const MULTI_FACTOR: &str = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

/// A kind of second factor, in the order in which Auth0 lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Factor {
    Sms,
    PushNotification,
    Otp,
    Email,
    Duo,
    WebauthnRoaming,
    WebauthnPlatform,
    RecoveryCode,
}

impl Factor {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Sms,
        Self::PushNotification,
        Self::Otp,
        Self::Email,
        Self::Duo,
        Self::WebauthnRoaming,
        Self::WebauthnPlatform,
        Self::RecoveryCode,
    ];

    /// Those that users can add by themselves, the strongest first.
    pub const STRONGEST_FIRST: [Self; 4] = [
        Self::WebauthnRoaming,
        Self::WebauthnPlatform,
        Self::Otp,
        Self::Sms,
    ];

    /// Its name in `/api/v2/guardian/factors`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::PushNotification => "push-notification",
            Self::Otp => "otp",
            Self::Email => "email",
            Self::Duo => "duo",
            Self::WebauthnRoaming => "webauthn-roaming",
            Self::WebauthnPlatform => "webauthn-platform",
            Self::RecoveryCode => "recovery-code",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| factor.name() == name)
    }

    /// Its name where Actions, the MFA API and authentication methods speak of it.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Sms => "phone",
            other => other.name(),
        }
    }

    /// The one that Actions call so.
    pub fn of_api(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|factor| factor.api_name() == name)
    }

    /// Whether this server can ask for it.
    pub const fn is_offered(self) -> bool {
        matches!(
            self,
            Self::Otp
                | Self::Sms
                | Self::Email
                | Self::WebauthnRoaming
                | Self::WebauthnPlatform
                | Self::RecoveryCode
        )
    }

    /// Whether a page asks for it by a script, as no API can.
    pub const fn is_webauthn(self) -> bool {
        matches!(self, Self::WebauthnRoaming | Self::WebauthnPlatform)
    }

    /// Whether it stands by itself. One that does not is there for users who have another one.
    pub const fn is_independent(self) -> bool {
        !matches!(
            self,
            Self::Email | Self::RecoveryCode | Self::WebauthnPlatform
        )
    }

    /// Whether it is offered, and users may have it and no other.
    pub const fn stands_alone(self) -> bool {
        self.is_offered() && self.is_independent()
    }
}

/// Whether a factor will do where these are wanted; none stands for any.
pub fn will_do(wanted: &[Factor], factor: Factor) -> bool {
    wanted.is_empty() || wanted.contains(&factor)
}

/// When the tenant asks for a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// At every login, once a session.
    AllApplications,
}

/// What an Action wants of a second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactorWish {
    /// None is asked for.
    Never,
    Ask {
        /// The user may have the browser remembered, and is not asked in one that is.
        remember: bool,
        /// Which ones will do; empty for any.
        factors: Vec<Factor>,
    },
}

impl FactorWish {
    /// Which ones will do; empty for any.
    pub fn factors(&self) -> &[Factor] {
        match self {
            Self::Never => &[],
            Self::Ask { factors, .. } => factors,
        }
    }
}

/// What an Action asks for before the next one runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorCommand {
    /// The user is asked to enroll, and not to show what they have.
    pub enrolls: bool,
    /// Which will do, in order.
    pub factors: Vec<Factor>,
}

/// `/api/v2/guardian`, as it is stored and as logins act upon it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guardian {
    /// The factors that are enabled.
    pub factors: BTreeSet<Factor>,
    /// `None`: only where an Action or the application asks for it.
    pub policy: Option<Policy>,
    /// Whether the tenant has named text messages as what phones are sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub names_sms: bool,
    /// By what the tenant says that phones are sent messages: the operator's gateway, whichever it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_provider: Option<PhoneProvider>,
    /// What text messages with a code say, in Liquid; `None` for the built-in sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_templates: Option<SmsTemplates>,
    /// Of security keys.
    pub webauthn_roaming: WebauthnSettings,
    /// Of what is built into users' devices.
    pub webauthn_platform: WebauthnSettings,
}

impl Default for Guardian {
    fn default() -> Self {
        Self {
            factors: BTreeSet::new(),
            policy: None,
            names_sms: false,
            phone_provider: None,
            sms_templates: None,
            webauthn_roaming: WebauthnSettings::new(UserVerification::Discouraged),
            webauthn_platform: WebauthnSettings::new(UserVerification::Required),
        }
    }
}

impl Guardian {
    /// Whether users may use that factor.
    pub fn has(&self, factor: Factor) -> bool {
        self.factors.contains(&factor)
    }

    /// Whether users can be asked for a factor: there is one that stands alone.
    pub fn can_ask(&self) -> bool {
        self.factors.iter().any(|factor| factor.stands_alone())
    }

    /// The settings of a WebAuthn factor.
    pub const fn webauthn(&self, factor: Factor) -> Option<&WebauthnSettings> {
        match factor {
            Factor::WebauthnRoaming => Some(&self.webauthn_roaming),
            Factor::WebauthnPlatform => Some(&self.webauthn_platform),
            _ => None,
        }
    }

    /// Changes the settings of a WebAuthn factor; other factors have none.
    pub fn set_webauthn(&mut self, factor: Factor, settings: WebauthnSettings) {
        match factor {
            Factor::WebauthnRoaming => self.webauthn_roaming = settings,
            Factor::WebauthnPlatform => self.webauthn_platform = settings,
            _ => {}
        }
    }

    /// Whether every login is asked for one, by policy.
    pub fn asks_always(&self) -> bool {
        self.policy.is_some() && self.can_ask()
    }
}

/// What a user has enrolled, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthenticatorKind {
    /// An app with a key of RFC 6238.
    Totp,
    /// A number that text messages go to.
    #[serde(rename = "sms")]
    Phone,
    /// An address beside the account's own.
    Email,
    /// A key that goes from device to device.
    WebauthnRoaming,
    /// A part of one device.
    WebauthnPlatform,
    RecoveryCode,
    /// No second factor: a way to sign in.
    Passkey,
}

impl AuthenticatorKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Totp,
        Self::Phone,
        Self::Email,
        Self::WebauthnRoaming,
        Self::WebauthnPlatform,
        Self::RecoveryCode,
        Self::Passkey,
    ];

    /// Its name, which its ids begin with: `totp|dev_…`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Phone => "sms",
            Self::Email => "email",
            Self::WebauthnRoaming => "webauthn-roaming",
            Self::WebauthnPlatform => "webauthn-platform",
            Self::RecoveryCode => "recovery-code",
            Self::Passkey => "passkey",
        }
    }

    /// `type` of an authentication method of that kind.
    pub const fn api_type(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            other => other.name(),
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The second factor that it is good for; none for a passkey.
    pub const fn factor(self) -> Option<Factor> {
        match self {
            Self::Totp => Some(Factor::Otp),
            Self::Phone => Some(Factor::Sms),
            Self::Email => Some(Factor::Email),
            Self::WebauthnRoaming => Some(Factor::WebauthnRoaming),
            Self::WebauthnPlatform => Some(Factor::WebauthnPlatform),
            Self::RecoveryCode => Some(Factor::RecoveryCode),
            Self::Passkey => None,
        }
    }
}

/// Something that a user has enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticator {
    /// `totp|dev_` and 16 letters and digits.
    pub id: String,
    pub user_id: String,
    pub kind: AuthenticatorKind,
    pub details: AuthenticatorDetails,
    pub created_at: Timestamp,
    /// `None` until the user has shown that it works.
    pub confirmed_at: Option<Timestamp>,
    /// What was passed earlier does not count: something was taken away from the account then. `None` for `confirmed_at`.
    pub guards_since: Option<Timestamp>,
    pub last_auth_at: Option<Timestamp>,
}

/// What is known of it besides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthenticatorDetails {
    /// What its user calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address of an [`AuthenticatorKind::Email`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The number of an [`AuthenticatorKind::Phone`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<PhoneNumber>,
    /// What is known of a passkey or another WebAuthn credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<Credential>,
}

impl Authenticator {
    /// Whether it guards the account: a factor that its user has shown to work. A recovery code stands behind one.
    pub fn is_guard(&self) -> bool {
        let factor = self.kind.factor();
        self.is_confirmed() && factor.is_some_and(|factor| factor != Factor::RecoveryCode)
    }

    /// Since when what is passed of it, or beside it, counts; `None` until it is confirmed.
    pub fn counts_since(&self) -> Option<Timestamp> {
        self.confirmed_at
            .map(|confirmed| self.guards_since.unwrap_or(confirmed))
    }

    /// Whether its user has shown that it works.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed_at.is_some()
    }

    /// Its id without its kind: `dev_…`, as enrollments have it.
    pub fn device_id(&self) -> &str {
        self.id
            .split_once('|')
            .map_or(self.id.as_str(), |(_, id)| id)
    }
}

/// A second factor that a user has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub factor: Factor,
    pub at: Timestamp,
}

impl Passed {
    /// The second factors among the ways in which a user has proved who they are.
    pub fn among(methods: &[AuthenticationMethod]) -> Vec<Self> {
        let factors = methods.iter().filter(|method| method.name == MFA);
        let read = |method: &AuthenticationMethod| {
            let factor = Factor::of_api(method.kind.as_deref()?)?;
            let at = Timestamp::parse(&method.timestamp)?;
            Some(Self { factor, at })
        };
        factors.filter_map(read).collect()
    }

    /// Whether what was passed still guards the account: it was enrolled by then, and is, and nothing was taken away since. What
    /// is enrolled since may be another person's, to whom an administrator has given the account back. A recovery code and the account's own address
    /// stand behind whatever else the user has.
    pub fn still_guards<'a>(self, mut enrolled: impl Iterator<Item = &'a Authenticator>) -> bool {
        enrolled.any(|one| {
            let is_it = match (self.factor, one.kind.factor()) {
                (_, None | Some(Factor::RecoveryCode)) => false,
                (Factor::RecoveryCode | Factor::Email, Some(_)) => true,
                (passed, Some(factor)) => passed == factor,
            };
            is_it && one.counts_since().is_some_and(|since| since <= self.at)
        })
    }

    /// The entry of the session's methods.
    pub fn method(self) -> AuthenticationMethod {
        AuthenticationMethod {
            name: MFA.to_owned(),
            kind: Some(self.factor.api_name().to_owned()),
            timestamp: self.at.to_string(),
        }
    }
}
