//! A text message as a flow writes it.

use std::time::Duration;

use crate::domain::client::Client;
use crate::domain::phone::PhoneNumber;
use crate::domain::sms::{Gateway, SmsPurpose};
use crate::domain::user::User;

/// A text message to one number.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    pub to: &'a PhoneNumber,
    /// What it says, with the code in it.
    pub body: &'a str,
    pub code: &'a str,
    /// How long the code can be used: after that, the message is not sent any more.
    pub lifetime: Duration,
    pub purpose: SmsPurpose,
    /// Whose account it is about: the message is not sent if the user is deleted before.
    pub user: Option<&'a User>,
    pub client: Option<&'a Client>,
    /// The gateway of the connection; `None` for the operator's.
    pub gateway: Option<&'a Gateway>,
}
