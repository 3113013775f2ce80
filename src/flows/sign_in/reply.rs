//! What the browser is answered, whatever the protocol.

use super::front_channel::FrontChannelMessage;
use crate::domain::passwordless::Channel;
use crate::domain::session::CookieMode;
use crate::flows::{Code, Refusal};

/// Where the browser goes next, and what changes in its cookies.
pub struct BrowserReply {
    pub to: Location,
    pub cookies: CookieChanges,
}

/// Where the browser goes next.
pub enum Location {
    /// To the application, by redirect.
    Application(FrontChannelMessage),
    /// To one of our own pages, under a transaction's `state`.
    Page(Page, String),
    /// No user is signed in any more: to that URL, or to a page that says so.
    SignedOut(Option<String>),
    /// To the URL that an Action sends the user to, by redirect.
    Url(String),
}

/// Our own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The identifier and the password.
    Login,
    /// The identifier, before the password.
    Identifier,
    /// The password of who has been identified.
    Password,
    /// A code that was sent to an address, in the place of a password.
    PasswordlessEmail,
    /// The same to a telephone.
    PasswordlessSms,
    /// A new account.
    SignUp,
    /// The identifiers of a new account, before the password.
    SignUpIdentifier,
    /// The password of a new account.
    SignUpPassword,
    /// The code that proves an address.
    EmailChallenge,
    /// The key of a new TOTP as a QR code.
    OtpEnrollmentQr,
    /// The same to be typed.
    OtpEnrollmentCode,
    /// A code of the user's app.
    OtpChallenge,
    /// A code that was sent to the user's address, as a second factor.
    FactorEmailChallenge,
    /// A new security key (WebAuthn).
    SecurityKeyEnrollment,
    SecurityKeyChallenge,
    /// The name of a new security key.
    SecurityKeyName,
    /// What is built into the device, to be added as a second factor.
    DeviceEnrollment,
    DeviceChallenge,
    /// The number of the user's phone.
    SmsEnrollment,
    /// A code that was sent to the user's phone.
    SmsChallenge,
    /// A new recovery code, to be written down.
    RecoveryCodeEnrollment,
    RecoveryCodeChallenge,
    /// The recovery code after the one that was used.
    RecoveryCodeNew,
    /// The second factors to choose from.
    FactorOptions,
    /// The second factors to enroll one of.
    EnrollmentOptions,
    /// What was enrolled by a ticket.
    EnrollmentResult,
    /// Whether to go on as the user who is signed in.
    AccountChooser,
    Consent,
    ConfirmCallback,
    /// Whether the user wants a passkey from now on.
    PasskeyEnrollment,
    /// Where answers that need HTML are shown.
    Resume,
}

/// What changes in the browser's cookies.
#[derive(Default)]
pub struct CookieChanges {
    /// The session cookie's new value.
    pub session: Option<String>,
    /// How long that one lives, where an Action decided it.
    pub mode: Option<CookieMode>,
    /// A new binding cookie's value.
    pub binding: Option<String>,
}

impl BrowserReply {
    /// There, and no change in the cookies.
    pub fn to(to: Location) -> Self {
        Self {
            to,
            cookies: CookieChanges::default(),
        }
    }
}

impl Page {
    /// The page for a code that was sent in the place of a password.
    pub const fn of_code(channel: Channel) -> Self {
        match channel {
            Channel::Email => Self::PasswordlessEmail,
            Channel::Sms => Self::PasswordlessSms,
        }
    }

    /// The answer to a silent request that needs the page (OIDC Core §3.1.2.6).
    pub fn not_silently(self) -> Refusal {
        match self {
            Self::Login
            | Self::Identifier
            | Self::Password
            | Self::PasswordlessEmail
            | Self::PasswordlessSms
            | Self::SignUp
            | Self::SignUpIdentifier
            | Self::SignUpPassword
            | Self::EmailChallenge => Code::LoginRequired.refuse("Login required"),
            Self::OtpEnrollmentQr
            | Self::OtpEnrollmentCode
            | Self::OtpChallenge
            | Self::FactorEmailChallenge
            | Self::SecurityKeyEnrollment
            | Self::SecurityKeyChallenge
            | Self::SecurityKeyName
            | Self::DeviceEnrollment
            | Self::DeviceChallenge
            | Self::SmsEnrollment
            | Self::SmsChallenge
            | Self::EnrollmentOptions
            | Self::EnrollmentResult
            | Self::RecoveryCodeEnrollment
            | Self::RecoveryCodeChallenge
            | Self::RecoveryCodeNew
            | Self::FactorOptions => {
                Code::LoginRequired.refuse("Multifactor authentication required")
            }
            Self::Consent => Code::ConsentRequired.refuse("Consent required"),
            Self::AccountChooser
            | Self::ConfirmCallback
            | Self::PasskeyEnrollment
            | Self::Resume => Code::InteractionRequired.refuse("Interaction required"),
        }
    }
}
