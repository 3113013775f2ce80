//! What the tenant decides about its pages: the order in which they ask (`/api/v2/prompts`), and texts of its own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `/api/v2/prompts`, as it is stored and as pages act upon it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prompts {
    pub universal_login_experience: Experience,
    /// The identifier and the password are asked for on two pages.
    pub identifier_first: bool,
    pub webauthn_platform_first_factor: bool,
}

/// The kind of pages: there is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Experience {
    #[default]
    New,
}

/// The tenant's own texts of one prompt in one language, by screen and text key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomTexts(pub Map<String, Value>);

impl CustomTexts {
    /// The text of a key, if the tenant has one.
    pub fn get(&self, screen: &str, key: &str) -> Option<&str> {
        self.0.get(screen)?.get(key)?.as_str()
    }
}

/// A prompt, and its screens: the one of its own name, if none is listed.
type Prompt = (&'static str, &'static [&'static str]);

/// Auth0's prompts.
const PROMPTS: [Prompt; 37] = [
    ("login", &[]),
    ("login-id", &[]),
    ("login-password", &[]),
    (
        "login-passwordless",
        &[
            "login-passwordless-email-code",
            "login-passwordless-email-link",
            "login-passwordless-sms-otp",
        ],
    ),
    ("login-email-verification", &[]),
    ("signup", &[]),
    ("signup-id", &[]),
    ("signup-password", &[]),
    ("phone-identifier-enrollment", &[]),
    ("phone-identifier-challenge", &[]),
    ("email-identifier-challenge", &[]),
    (
        "reset-password",
        &[
            "reset-password-request",
            "reset-password-email",
            "reset-password",
            "reset-password-success",
            "reset-password-error",
        ],
    ),
    ("custom-form", &[]),
    ("consent", &[]),
    ("customized-consent", &[]),
    ("logout", &["logout", "logout-complete", "logout-aborted"]),
    ("mfa-push", &[]),
    (
        "mfa-otp",
        &[
            "mfa-otp-enrollment-qr",
            "mfa-otp-enrollment-code",
            "mfa-otp-challenge",
        ],
    ),
    ("mfa-voice", &[]),
    ("mfa-phone", &[]),
    (
        "mfa-webauthn",
        &[
            "mfa-webauthn-platform-enrollment",
            "mfa-webauthn-roaming-enrollment",
            "mfa-webauthn-platform-challenge",
            "mfa-webauthn-roaming-challenge",
            "mfa-webauthn-change-key-nickname",
        ],
    ),
    (
        "mfa-sms",
        &[
            "mfa-country-codes",
            "mfa-sms-enrollment",
            "mfa-sms-challenge",
            "mfa-sms-list",
        ],
    ),
    ("mfa-email", &["mfa-email-challenge", "mfa-email-list"]),
    (
        "mfa-recovery-code",
        &[
            "mfa-recovery-code-enrollment",
            "mfa-recovery-code-challenge",
            "mfa-recovery-code-challenge-new-code",
        ],
    ),
    (
        "mfa",
        &[
            "mfa-detect-browser-capabilities",
            "mfa-enroll-result",
            "mfa-login-options",
            "mfa-begin-enroll-options",
        ],
    ),
    ("status", &[]),
    ("device-flow", &[]),
    ("email-verification", &["email-verification-result"]),
    ("email-otp-challenge", &[]),
    (
        "organizations",
        &["organization-selection", "organization-picker"],
    ),
    ("invitation", &["accept-invitation"]),
    ("common", &["redeem-ticket"]),
    (
        "passkeys",
        &["passkey-enrollment", "passkey-enrollment-local"],
    ),
    ("captcha", &["interstitial-captcha"]),
    (
        "brute-force-protection",
        &[
            "brute-force-protection-unblock",
            "brute-force-protection-unblock-success",
            "brute-force-protection-unblock-failure",
        ],
    ),
    ("async-approval-flow", &[]),
    ("confirmation", &[]),
];

/// Whether Auth0 has a prompt of that name.
pub fn is_prompt(name: &str) -> bool {
    PROMPTS.iter().any(|(prompt, _)| *prompt == name)
}

/// The prompt under which the texts of a screen are kept.
pub fn prompt_of(screen: &'static str) -> &'static str {
    let listing = PROMPTS
        .iter()
        .find(|(_, screens)| screens.contains(&screen));
    listing.map_or(screen, |(prompt, _)| *prompt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_belongs_to_a_prompt() {
        for (screen, prompt) in [
            ("login-id", "login-id"),
            ("reset-password-request", "reset-password"),
            ("reset-password", "reset-password"),
            ("email-verification-result", "email-verification"),
            ("mfa-otp-challenge", "mfa-otp"),
            ("mfa-login-options", "mfa"),
        ] {
            assert_eq!(prompt_of(screen), prompt);
        }
        assert!(is_prompt("consent") && !is_prompt("reset-password-email"));
    }
}
