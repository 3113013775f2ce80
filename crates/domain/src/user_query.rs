//! What `q` in `GET /api/v2/users` can ask for.

use super::search::{self, FieldKind, Malformed, Searchable};

/// A condition on users.
pub type UserCondition = search::Condition<UserField>;

/// How deep metadata are searched.
const MAX_DEPTH: usize = 8;

/// What can be asked for by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserField {
    UserId,
    Email,
    EmailDomain,
    Username,
    PhoneNumber,
    Name,
    GivenName,
    FamilyName,
    Nickname,
    Picture,
    Connection,
    Provider,
    IdentityId,
    OrganizationId,
    EmailVerified,
    PhoneVerified,
    Blocked,
    CreatedAt,
    UpdatedAt,
    LastLogin,
    LastPasswordReset,
    LastIp,
    LoginsCount,
    /// What the keys lead to, the first of them `user_metadata` or `app_metadata`.
    Metadata(Vec<String>),
}

impl UserField {
    fn metadata(name: &str) -> Option<Self> {
        let keys = search::path(name);
        let is_metadata = matches!(keys[0].as_str(), "user_metadata" | "app_metadata");
        let fits = keys.len() <= MAX_DEPTH && keys.iter().all(|key| !key.is_empty());
        (is_metadata && fits).then_some(Self::Metadata(keys))
    }
}

/// What a list of users can be sorted by. The store has an index for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserSort {
    UserId,
    Email,
    Username,
    Name,
    FamilyName,
    CreatedAt,
    UpdatedAt,
    LastLogin,
    LoginsCount,
}

impl UserSort {
    /// Every one of them.
    pub const ALL: [Self; 9] = [
        Self::UserId,
        Self::Email,
        Self::Username,
        Self::Name,
        Self::FamilyName,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::LastLogin,
        Self::LoginsCount,
    ];

    /// The name in `sort`.
    pub fn name(self) -> &'static str {
        match self {
            Self::UserId => "user_id",
            Self::Email => "email",
            Self::Username => "username",
            Self::Name => "name",
            Self::FamilyName => "family_name",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::LastLogin => "last_login",
            Self::LoginsCount => "logins_count",
        }
    }

    /// The one with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

impl Searchable for UserField {
    const BARE: &'static [Self] = &[
        Self::Email,
        Self::Name,
        Self::GivenName,
        Self::FamilyName,
        Self::Nickname,
        Self::Username,
        Self::PhoneNumber,
        Self::UserId,
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "user_id" => Self::UserId,
            "email" => Self::Email,
            "email.domain" => Self::EmailDomain,
            "username" => Self::Username,
            "phone_number" => Self::PhoneNumber,
            "name" => Self::Name,
            "given_name" => Self::GivenName,
            "family_name" => Self::FamilyName,
            "nickname" => Self::Nickname,
            "picture" => Self::Picture,
            "identities.connection" => Self::Connection,
            "identities.provider" => Self::Provider,
            "identities.user_id" => Self::IdentityId,
            "organization_id" => Self::OrganizationId,
            "email_verified" => Self::EmailVerified,
            "phone_verified" => Self::PhoneVerified,
            "blocked" => Self::Blocked,
            "created_at" => Self::CreatedAt,
            "updated_at" => Self::UpdatedAt,
            "last_login" => Self::LastLogin,
            "last_password_reset" => Self::LastPasswordReset,
            "last_ip" => Self::LastIp,
            "logins_count" => Self::LoginsCount,
            other => return Self::metadata(other),
        })
    }

    fn kind(&self) -> FieldKind {
        match self {
            Self::EmailVerified | Self::PhoneVerified | Self::Blocked => FieldKind::Flag,
            Self::CreatedAt | Self::UpdatedAt | Self::LastLogin | Self::LastPasswordReset => {
                FieldKind::Instant
            }
            Self::LoginsCount => FieldKind::Number,
            Self::Metadata(_) => FieldKind::Document,
            _ => FieldKind::Text,
        }
    }

    /// E-mail addresses and user names are stored in lower case.
    fn canonical(&self, text: &str) -> String {
        match self {
            Self::Email | Self::EmailDomain | Self::Username => text.to_lowercase(),
            _ => text.into(),
        }
    }
}

/// Reads a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<UserCondition, Malformed> {
    search::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Pattern;

    fn metadata(keys: &[&str]) -> UserField {
        UserField::Metadata(keys.iter().map(|&key| key.into()).collect())
    }

    #[test]
    fn fields_are_what_auth0_names() {
        for (query, field, value) in [
            ("name:\"Jane Doe\"", UserField::Name, "Jane Doe"),
            (
                "email.domain:\"Example.com\"",
                UserField::EmailDomain,
                "example.com",
            ),
            ("identities.connection:\"db\"", UserField::Connection, "db"),
        ] {
            let pattern = Pattern::exact(value);
            assert_eq!(parse(query), Ok(UserCondition::Text { field, pattern }));
        }
        let plan = UserCondition::Value {
            field: metadata(&["app_metadata", "subscription-2", "Plan"]),
            text: "gold".into(),
        };
        assert_eq!(parse("app_metadata.subscription-2.Plan:\"gold\""), Ok(plan));
        for (query, key) in [
            ("app_metadata.urn\\:plan:gold", "urn:plan"),
            (
                "app_metadata.https\\://a\\.example/roles: \"gold\"",
                "https://a.example/roles",
            ),
            ("app_metadata.a\\\\b:gold", "a\\b"),
        ] {
            let of_key = UserCondition::Value {
                field: metadata(&["app_metadata", key]),
                text: "gold".into(),
            };
            assert_eq!(parse(query), Ok(of_key), "{query}");
        }
        let exists = UserCondition::Exists(metadata(&["user_metadata"]));
        assert_eq!(parse("_exists_:user_metadata"), Ok(exists));
    }

    #[test]
    fn what_cannot_be_asked_for_is_said() {
        for query in [
            "password_hash:x",
            "profile.name:x",
            "app_metadata..a:x",
            "app_metadata.a.b.c.d.e.f.g.h:x",
            "app_metadata.a:x*",
            "app_metadata.a:[1 TO 2]",
            "name:*ne",
        ] {
            assert!(parse(query).is_err(), "{query}");
        }
        assert_eq!(UserSort::named("name"), Some(UserSort::Name));
        for name in [
            "app_metadata.a",
            "identities.connection",
            "blocked",
            "organization_id",
        ] {
            assert_eq!(UserSort::named(name), None, "{name}");
        }
    }
}
