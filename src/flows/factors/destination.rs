//! Where a code goes.

use serde::{Deserialize, Serialize};

use crate::domain::guardian::{AuthenticatorDetails, AuthenticatorKind, Factor};
use crate::domain::phone::PhoneNumber;

/// An address or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    Email(String),
    Phone(PhoneNumber),
}

impl Destination {
    /// Reads what [`Destination::as_str`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        match text.contains('@') {
            true => Some(Self::Email(text.to_owned())),
            false => PhoneNumber::parse(text).map(Self::Phone),
        }
    }

    /// The address, or the number.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(address) => address,
            Self::Phone(number) => number.as_str(),
        }
    }

    /// The factor that a code there is of.
    pub fn factor(&self) -> Factor {
        match self {
            Self::Email(_) => Factor::Email,
            Self::Phone(_) => Factor::Sms,
        }
    }

    /// What a user enrolls by it.
    pub fn kind(&self) -> AuthenticatorKind {
        match self {
            Self::Email(_) => AuthenticatorKind::Email,
            Self::Phone(_) => AuthenticatorKind::Phone,
        }
    }

    /// As it is kept with what is enrolled by it.
    pub fn details(&self) -> AuthenticatorDetails {
        let mut details = AuthenticatorDetails::default();
        match self {
            Self::Email(address) => details.email = Some(address.clone()),
            Self::Phone(number) => details.phone_number = Some(number.clone()),
        }
        details
    }

    /// Where codes of something that is enrolled go.
    pub fn of(details: &AuthenticatorDetails) -> Option<Self> {
        let address = details.email.clone().map(Self::Email);
        address.or_else(|| details.phone_number.clone().map(Self::Phone))
    }

    /// With most of it hidden: `a***@e***.com`, `XXXXXXX0100`.
    pub fn hidden(&self) -> String {
        let address = match self {
            Self::Email(address) => address,
            Self::Phone(number) => return number.hidden(),
        };
        let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        let (name, end) = domain.split_once('.').unwrap_or((domain, ""));
        let [local, name] = [local, name].map(|part| part.chars().next().map(String::from));
        let [local, name] = [local.unwrap_or_default(), name.unwrap_or_default()];
        format!("{local}***@{name}***.{end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        for text in ["ada@example.com", "+1@example.com", "+15555550100"] {
            let to = Destination::read(text).expect(text);
            assert_eq!(to.as_str(), text);
            assert_eq!(Destination::of(&to.details()), Some(to));
        }
        assert_eq!(Destination::read("nowhere"), None);
    }

    #[test]
    fn most_of_it_is_hidden() {
        let hidden = |text| Destination::read(text).expect(text).hidden();
        assert_eq!(hidden("ada@example.com"), "a***@e***.com");
        assert_eq!(hidden("+15555550100"), "XXXXXXX0100");
    }
}
