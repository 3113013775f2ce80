//! What the tenant says of messages to phones.

use serde::{Deserialize, Serialize};

/// What Auth0 calls the ways to send messages to phones, without that of Twilio.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneProvider {
    #[default]
    Auth0,
    PhoneMessageHook,
}

/// What text messages with a code say, in Liquid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsTemplates {
    /// Where the number is being enrolled.
    pub enrollment_message: String,
    /// Where it is enrolled.
    pub verification_message: String,
}
