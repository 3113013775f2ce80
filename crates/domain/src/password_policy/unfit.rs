//! Why a password does not do, in Auth0's words.

/// Why a password does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnfitPassword {
    TooWeak,
    TooCommon,
    HasPersonalInfo,
}

impl UnfitPassword {
    /// Auth0's name of the error.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooWeak => "PasswordStrengthError",
            Self::TooCommon => "PasswordDictionaryError",
            Self::HasPersonalInfo => "PasswordNoUserInfoError",
        }
    }

    /// Auth0's sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::TooWeak => "Password is too weak",
            Self::TooCommon => "Password is too common",
            Self::HasPersonalInfo => "Password contains user information",
        }
    }

    /// The key of the sentence for a user.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooWeak => "password-too-weak",
            Self::TooCommon => "password-too-common",
            Self::HasPersonalInfo => "password-contains-user-information",
        }
    }
}
