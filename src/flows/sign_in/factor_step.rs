//! What a user is asked for a second factor.

use serde::{Deserialize, Serialize};

use super::reply::Page;
use crate::domain::guardian::Factor;
use crate::flows::factors::destination::Destination;

/// What the user is asked.
#[derive(Clone, Serialize, Deserialize)]
pub enum FactorStep {
    /// To add a new TOTP to an app, and type a code of it.
    EnrollTotp {
        key: Vec<u8>,
        /// The key is shown to be typed, and not as a QR code.
        as_text: bool,
    },
    /// To add a security key, or what is built into the device.
    EnrollWebauthn {
        factor: Factor,
        /// What it is to sign, as base64url.
        challenge: String,
        /// A factor is passed already: this one is offered, and can be declined.
        is_offer: bool,
    },
    /// To give a new security key a name; the factor is passed.
    NameKey {
        id: String,
        /// The recovery code to be kept then.
        code: Option<String>,
    },
    /// To type the number of a phone.
    EnrollPhone,
    /// For the code that was sent to that number.
    EnrollPhoneByCode {
        to: Destination,
    },
    /// To choose what to enroll.
    ChooseNew,
    /// To choose a factor.
    Choose,
    Totp,
    /// For the code that is sent to an address or a number, once the page is there.
    Code {
        to: Destination,
        is_sent: bool,
    },
    /// To show a security key, or what is built into the device.
    Webauthn {
        factor: Factor,
        /// What it is to sign, as base64url.
        challenge: String,
    },
    RecoveryCode,
    /// To write a recovery code down; the factor is passed.
    KeepRecoveryCode {
        code: String,
        /// It takes the place of one that was used.
        is_next: bool,
    },
    /// Nothing more.
    Passed,
}

/// The key and the code stay out of it.
impl std::fmt::Debug for FactorStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.page())
    }
}

impl FactorStep {
    /// The factor that it asks for, and whether that is enrolled by it.
    pub fn asks_for(&self) -> Option<(Factor, bool)> {
        match self {
            Self::EnrollTotp { .. } => Some((Factor::Otp, true)),
            Self::EnrollWebauthn { factor, .. } => Some((*factor, true)),
            Self::Webauthn { factor, .. } => Some((*factor, false)),
            Self::EnrollPhone => Some((Factor::Sms, true)),
            Self::Totp => Some((Factor::Otp, false)),
            Self::Code { to, .. } => Some((to.factor(), false)),
            Self::RecoveryCode => Some((Factor::RecoveryCode, false)),
            Self::EnrollPhoneByCode { .. }
            | Self::ChooseNew
            | Self::NameKey { .. }
            | Self::Choose
            | Self::KeepRecoveryCode { .. }
            | Self::Passed => None,
        }
    }

    /// Whether something is enrolled by it.
    pub fn enrolls(&self) -> bool {
        matches!(
            self,
            Self::EnrollTotp { .. }
                | Self::EnrollPhone
                | Self::EnrollPhoneByCode { .. }
                | Self::EnrollWebauthn {
                    is_offer: false,
                    ..
                }
                | Self::ChooseNew
        )
    }

    /// Where a code has been sent for it, or will be.
    pub fn destination(&self) -> Option<&Destination> {
        match self {
            Self::EnrollPhoneByCode { to } | Self::Code { to, .. } => Some(to),
            _ => None,
        }
    }

    /// Where it is asked.
    pub fn page(&self) -> Page {
        match self {
            Self::EnrollTotp { as_text: false, .. } => Page::OtpEnrollmentQr,
            Self::EnrollTotp { as_text: true, .. } => Page::OtpEnrollmentCode,
            Self::EnrollWebauthn { factor, .. } => match factor {
                Factor::WebauthnPlatform => Page::DeviceEnrollment,
                _ => Page::SecurityKeyEnrollment,
            },
            Self::Webauthn { factor, .. } => match factor {
                Factor::WebauthnPlatform => Page::DeviceChallenge,
                _ => Page::SecurityKeyChallenge,
            },
            Self::NameKey { .. } => Page::SecurityKeyName,
            Self::EnrollPhone => Page::SmsEnrollment,
            Self::EnrollPhoneByCode { .. } => Page::SmsChallenge,
            Self::ChooseNew => Page::EnrollmentOptions,
            Self::Choose => Page::FactorOptions,
            Self::Totp => Page::OtpChallenge,
            Self::Code { to, .. } => match to {
                Destination::Email(_) => Page::FactorEmailChallenge,
                Destination::Phone(_) => Page::SmsChallenge,
            },
            Self::RecoveryCode => Page::RecoveryCodeChallenge,
            Self::KeepRecoveryCode { is_next: false, .. } => Page::RecoveryCodeEnrollment,
            Self::KeepRecoveryCode { is_next: true, .. } => Page::RecoveryCodeNew,
            Self::Passed => Page::Resume,
        }
    }
}
