//! The tokens that this server issues and recognises: opaque tokens, access tokens, ID tokens.

pub mod access_token;
pub mod id_token;
pub mod opaque;

use serde_json::{Map, Value};

/// The organization that the user is signed in to, as claims of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenOrganization<'a> {
    /// `org_id`
    pub id: &'a str,
    /// `org_name`; only for tenants that let organizations be named.
    pub name: Option<&'a str>,
}

impl TokenOrganization<'_> {
    fn insert_into(self, claims: &mut Map<String, Value>) {
        claims.insert("org_id".into(), self.id.into());
        if let Some(name) = self.name {
            claims.insert("org_name".into(), name.into());
        }
    }
}
