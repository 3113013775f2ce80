//! Where our own pages are.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::flows::sign_in::reply::Page;

/// What may stand in a part of a path, and in a value of a query.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The path of a page.
pub fn path(page: Page) -> &'static str {
    match page {
        Page::Login => "/u/login",
        Page::Identifier => "/u/login/identifier",
        Page::Password => "/u/login/password",
        Page::PasswordlessEmail => "/u/login/passwordless-email-challenge",
        Page::PasswordlessSms => "/u/login/passwordless-sms-challenge",
        Page::SignUp => "/u/signup",
        Page::SignUpIdentifier => "/u/signup/identifier",
        Page::SignUpPassword => "/u/signup/password",
        Page::EmailChallenge => "/u/email-identifier/challenge",
        Page::OtpEnrollmentQr => "/u/mfa-otp-enrollment-qr",
        Page::OtpEnrollmentCode => "/u/mfa-otp-enrollment-code",
        Page::OtpChallenge => "/u/mfa-otp-challenge",
        Page::FactorEmailChallenge => "/u/mfa-email-challenge",
        Page::SecurityKeyEnrollment => "/u/mfa-webauthn-enrollment",
        Page::SecurityKeyChallenge => "/u/mfa-webauthn-challenge",
        Page::SecurityKeyName => "/u/mfa-webauthn-change-key-nickname",
        Page::DeviceEnrollment => "/u/mfa-webauthn-platform-enrollment",
        Page::DeviceChallenge => "/u/mfa-webauthn-platform-challenge",
        Page::SmsEnrollment => "/u/mfa-sms-enrollment",
        Page::SmsChallenge => "/u/mfa-sms-challenge",
        Page::EnrollmentOptions => "/u/mfa-begin-enroll-options",
        Page::EnrollmentResult => "/u/mfa-enroll-result",
        Page::RecoveryCodeEnrollment => "/u/mfa-recovery-code-enrollment",
        Page::RecoveryCodeChallenge => "/u/mfa-recovery-code-challenge",
        Page::RecoveryCodeNew => "/u/mfa-recovery-code-challenge-new-code",
        Page::FactorOptions => "/u/mfa-login-options",
        Page::AccountChooser => "/u/account-chooser",
        Page::PasskeyEnrollment => "/u/passkey-enrollment",
        Page::Consent => "/u/consent",
        Page::ConfirmCallback => "/u/confirm",
        Page::Resume => "/authorize/resume",
    }
}

/// The address of a page for a transaction.
pub fn address(page: Page, state: &str) -> String {
    with_state(path(page), state)
}

/// A path with the transaction that it is for.
pub fn with_state(path: &str, state: &str) -> String {
    format!("{path}?state={}", urlencoded(state))
}

/// A string as a part of a path, or as a value of a query.
pub fn urlencoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, UNRESERVED)
}
