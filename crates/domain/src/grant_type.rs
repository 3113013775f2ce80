//! The grant types: what a client's `grant_types` may hold, each declared once. What the token endpoint does for them is
//! in `flows/token`, one file each.

/// A grant type, and which clients have it.
#[derive(Debug, PartialEq, Eq)]
pub struct GrantType {
    /// The value of `grant_type`, and of an entry of `grant_types`.
    pub name: &'static str,
    /// The endpoint that acts upon it.
    pub endpoint: Endpoint,
    /// A client that cannot authenticate may use it.
    pub allows_public_clients: bool,
    /// A user signs in by it.
    pub signs_in_users: bool,
    /// Clients that have it unless they are created with other `grant_types`.
    pub default_of: &'static [NewClient],
}

/// Where a client makes use of a grant type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// `/authorize` alone.
    Authorization,
    /// `/oauth/token`.
    Token,
}

/// The kinds of new clients that differ in their default `grant_types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewClient {
    /// `token_endpoint_auth_method` is `none`.
    Public,
    Confidential,
    /// `app_type` is `express_configuration`.
    ExpressConfiguration,
    /// `app_type` is `resource_server`.
    ResourceServer,
    /// A third party's, with `third_party_security_mode` `strict`.
    StrictThirdParty,
}

/// RFC 6749 §4.1.
pub const AUTHORIZATION_CODE: GrantType = GrantType {
    name: "authorization_code",
    endpoint: Endpoint::Token,
    allows_public_clients: true,
    signs_in_users: true,
    default_of: &[
        NewClient::Public,
        NewClient::Confidential,
        NewClient::ExpressConfiguration,
        NewClient::StrictThirdParty,
    ],
};

/// RFC 6749 §4.2, and the hybrid flow: tokens in the answer of `/authorize`.
pub const IMPLICIT: GrantType = GrantType {
    name: "implicit",
    endpoint: Endpoint::Authorization,
    allows_public_clients: true,
    signs_in_users: true,
    default_of: &[NewClient::Public, NewClient::Confidential],
};

/// RFC 6749 §6.
pub const REFRESH_TOKEN: GrantType = GrantType {
    name: "refresh_token",
    endpoint: Endpoint::Token,
    allows_public_clients: true,
    signs_in_users: false,
    default_of: &[NewClient::Public, NewClient::Confidential],
};

/// RFC 6749 §4.4.
pub const CLIENT_CREDENTIALS: GrantType = GrantType {
    name: "client_credentials",
    endpoint: Endpoint::Token,
    allows_public_clients: false,
    signs_in_users: false,
    default_of: &[NewClient::Confidential, NewClient::ExpressConfiguration],
};

/// RFC 6749 §4.3, at the tenant's default directory.
pub const PASSWORD: GrantType = GrantType {
    name: "password",
    endpoint: Endpoint::Token,
    allows_public_clients: true,
    signs_in_users: true,
    default_of: &[],
};

/// Auth0's password grant that names its connection.
pub const PASSWORD_REALM: GrantType = GrantType {
    name: "http://auth0.com/oauth/grant-type/password-realm",
    endpoint: Endpoint::Token,
    allows_public_clients: true,
    signs_in_users: true,
    default_of: &[],
};

/// Auth0's grant of a code that was sent to the user instead of a password.
pub const PASSWORDLESS_OTP: GrantType = GrantType {
    name: "http://auth0.com/oauth/grant-type/passwordless/otp",
    endpoint: Endpoint::Token,
    allows_public_clients: true,
    signs_in_users: true,
    default_of: &[],
};

/// Auth0's grant of a passkey that an application shows by itself.
pub const PASSKEY: GrantType = GrantType {
    name: "urn:okta:params:oauth:grant-type:webauthn",
    endpoint: Endpoint::Token,
    allows_public_clients: true,
    signs_in_users: true,
    default_of: &[],
};

/// Auth0's grants of a request that waits for a second factor: a code of the user's app.
pub const MFA_OTP: GrantType = of_factor("http://auth0.com/oauth/grant-type/mfa-otp");

/// The same: a code that was sent.
pub const MFA_OOB: GrantType = of_factor("http://auth0.com/oauth/grant-type/mfa-oob");

/// The same: a recovery code.
pub const MFA_RECOVERY_CODE: GrantType =
    of_factor("http://auth0.com/oauth/grant-type/mfa-recovery-code");

/// By itself it signs no one in: another grant has begun.
const fn of_factor(name: &'static str) -> GrantType {
    GrantType {
        name,
        endpoint: Endpoint::Token,
        allows_public_clients: true,
        signs_in_users: false,
        default_of: &[],
    }
}

/// All of them, in the order in which discovery and a new client's defaults list them.
pub const ALL: [&GrantType; 11] = [
    &AUTHORIZATION_CODE,
    &IMPLICIT,
    &REFRESH_TOKEN,
    &CLIENT_CREDENTIALS,
    &PASSWORD,
    &PASSWORD_REALM,
    &PASSWORDLESS_OTP,
    &PASSKEY,
    &MFA_OTP,
    &MFA_OOB,
    &MFA_RECOVERY_CODE,
];

/// The `grant_types` of a new client that was sent without any.
pub fn defaults(client: NewClient) -> impl Iterator<Item = &'static str> {
    let given = ALL
        .into_iter()
        .filter(move |grant| grant.default_of.contains(&client));
    given.map(|grant| grant.name)
}
