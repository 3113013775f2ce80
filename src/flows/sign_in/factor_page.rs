//! The pages of a second factor: what they show, and what their forms bring.

use std::time::Duration;

use serde_json::Value;

use super::organization::ShownOrganization;
use super::reply::Page;
use crate::domain::guardian::Factor;
use crate::texts::Preferences;

/// What a page shows.
#[derive(Debug, Clone)]
pub struct FactorPage {
    pub screen: FactorScreen,
    pub client_name: String,
    pub logo_uri: Option<String>,
    /// The organization that is signed in to.
    pub organization: Option<ShownOrganization>,
    /// Whether the user may have this browser remembered.
    pub may_remember: bool,
    /// Whether the user may choose another factor.
    pub has_others: bool,
    /// A code has just been sent again.
    pub is_resent: bool,
    /// A text key: why what was typed was not taken, or a code not sent.
    pub error: Option<&'static str>,
    pub languages: Preferences,
}

/// Which page it is, with what it alone shows.
#[derive(Debug, Clone)]
pub enum FactorScreen {
    /// The key of a new TOTP as a QR code.
    OtpEnrollmentQr {
        /// `otpauth://totp/…`
        uri: String,
    },
    /// The same to be typed, in groups of four.
    OtpEnrollmentCode {
        secret: String,
    },
    OtpChallenge,
    EmailChallenge {
        /// With most of it hidden.
        email: String,
    },
    /// What an authenticator is asked: for a new credential, or for one that the user has.
    Webauthn {
        page: Page,
        options: Value,
        /// The user may go on without.
        is_offer: bool,
    },
    SecurityKeyName,
    /// A number to be typed.
    SmsEnrollment,
    SmsChallenge {
        /// With most of it hidden.
        number: String,
        /// The number is being enrolled, and another one can be typed.
        is_new: bool,
    },
    /// The user's first recovery code, shown once.
    RecoveryCodeEnrollment {
        code: String,
    },
    RecoveryCodeChallenge,
    /// The one after the one that was used, shown once.
    RecoveryCodeNew {
        code: String,
    },
    /// The factors to choose from.
    Options {
        factors: Vec<Factor>,
    },
    /// The factors to enroll one of.
    EnrollmentOptions {
        factors: Vec<Factor>,
    },
}

impl FactorScreen {
    /// Its address.
    pub fn page(&self) -> Page {
        match self {
            Self::OtpEnrollmentQr { .. } => Page::OtpEnrollmentQr,
            Self::OtpEnrollmentCode { .. } => Page::OtpEnrollmentCode,
            Self::OtpChallenge => Page::OtpChallenge,
            Self::EmailChallenge { .. } => Page::FactorEmailChallenge,
            Self::Webauthn { page, .. } => *page,
            Self::SecurityKeyName => Page::SecurityKeyName,
            Self::SmsEnrollment => Page::SmsEnrollment,
            Self::SmsChallenge { .. } => Page::SmsChallenge,
            Self::EnrollmentOptions { .. } => Page::EnrollmentOptions,
            Self::RecoveryCodeEnrollment { .. } => Page::RecoveryCodeEnrollment,
            Self::RecoveryCodeChallenge => Page::RecoveryCodeChallenge,
            Self::RecoveryCodeNew { .. } => Page::RecoveryCodeNew,
            Self::Options { .. } => Page::FactorOptions,
        }
    }
}

/// What the user sends. Not `Debug`: it holds a code.
#[derive(Clone, Copy)]
pub struct FactorForm<'a> {
    /// The button: `default`, or what else the page offers.
    pub action: &'a str,
    pub code: &'a str,
    /// What an authenticator has answered, as JSON.
    pub response: &'a str,
    /// What the user calls their security key.
    pub nickname: &'a str,
    /// The number of a phone.
    pub phone: &'a str,
    /// The browser is to be remembered.
    pub remember: bool,
    /// The recovery code is written down.
    pub is_saved: bool,
}

/// What becomes of a request for a page, or of its form.
pub enum FactorAnswer {
    /// The page, or the page again with what has happened.
    Page(Box<FactorPage>),
    /// Another page comes first, or next.
    Elsewhere(Page),
    /// The factor is passed, and the browser goes on to `/authorize/resume`; with the cookie by which it is remembered.
    Passed { remembered: Option<String> },
    /// The same; for so long, this browser is not offered its device as a factor.
    Declined { lasts: Duration },
}
