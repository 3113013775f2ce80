//! Invitations to organizations: who is invited, to what, and the link that says so.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use super::time::Timestamp;

/// How many invitations an organization may have.
pub const MOST: i64 = 1_000;
/// How long each of the metadata may be, in bytes of JSON.
pub const MAX_METADATA: usize = 16 * 1024;
/// How long an invitation is good unless something else is asked for.
pub const LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// An invitation that was not accepted yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    /// `uinv_…`
    pub id: String,
    pub organization_id: String,
    /// The application that the user is invited to.
    pub client_id: String,
    /// The connection of the user's account, by its id; `None`: any one of the organization's.
    pub connection_id: Option<String>,
    pub terms: InvitationTerms,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What an invitation says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationTerms {
    /// The name of who invites.
    pub inviter: String,
    /// The address that is invited, in the form of new identifiers.
    pub email: String,
    /// The ids of the roles that the member gets in the organization.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// `user_metadata` and `app_metadata` of a user who is new.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
    /// Where the link leads.
    pub login_route: String,
}

impl Invitation {
    /// The link with that ticket, to an organization of that name.
    pub fn url(&self, ticket: &str, organization_name: &str) -> String {
        let Ok(mut url) = Url::parse(&self.terms.login_route) else {
            return self.terms.login_route.clone();
        };
        url.query_pairs_mut()
            .append_pair("invitation", ticket)
            .append_pair("organization", &self.organization_id)
            .append_pair("organization_name", organization_name);
        url.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_keeps_the_query_of_the_login_route() {
        let mut invitation = Invitation {
            id: "uinv_1".into(),
            organization_id: "org_1".into(),
            client_id: "web".into(),
            connection_id: None,
            terms: InvitationTerms {
                inviter: "Ada".into(),
                email: "a@b.example".into(),
                roles: vec![],
                metadata: Map::new(),
                login_route: "https://app.example/login".into(),
            },
            created_at: Timestamp::from_millis(0),
            expires_at: Timestamp::from_millis(0),
        };
        let parameters = "invitation=t&organization=org_1&organization_name=acme";
        let url = invitation.url("t", "acme");
        assert_eq!(url, format!("https://app.example/login?{parameters}"));
        invitation.terms.login_route = "https://app.example/login?x=1#top".into();
        let url = invitation.url("t", "acme");
        assert_eq!(
            url,
            format!("https://app.example/login?x=1&{parameters}#top")
        );
    }
}
