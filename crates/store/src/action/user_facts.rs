//! What Actions are told of a user besides the user.

use crate::engine::{Conn, StoreError, fetch_optional, on_engine, statements};
use crate::{authenticators, identities, role_members};
use footbridge_domain::guardian::{Authenticator, Factor};
use footbridge_domain::role::Role;
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;

statements! {
    /// Most users have neither linked identities nor roles nor factors: this says so, and they are not asked for.
    FACTS: "SELECT u.last_password_reset,
                   EXISTS (SELECT 1 FROM users l WHERE l.linked_to = u.user_id) AS is_linked,
                   EXISTS (SELECT 1 FROM role_members m WHERE m.user_id = u.user_id) AS has_roles,
                   EXISTS (SELECT 1 FROM authenticators a WHERE a.user_id = u.user_id) AS has_factors
              FROM users u WHERE u.user_id = $1";
}

/// What is known of a user; empty if the user is gone.
#[derive(Debug, Clone, Default)]
pub struct UserFacts {
    pub last_password_reset: Option<Timestamp>,
    /// The identities that are linked to them, the oldest link first.
    pub linked: Vec<User>,
    /// Those that hold everywhere, then those of the organization.
    pub roles: Vec<Role>,
    /// The second factors that they have shown to work.
    pub factors: Vec<Factor>,
}

/// Reads them, with the roles in an organization if one is named.
pub async fn of(
    db: &mut Conn,
    user_id: &str,
    organization: Option<&str>,
) -> Result<UserFacts, StoreError> {
    let row = fetch_optional!((Option<i64>, bool, bool, bool), db, FACTS, user_id)?;
    let Some((last_password_reset, is_linked, has_roles, has_factors)) = row else {
        return Ok(UserFacts::default());
    };
    let mut facts = UserFacts {
        last_password_reset: last_password_reset.map(Timestamp::from_millis),
        ..UserFacts::default()
    };
    if is_linked {
        let linked = identities::of(db, &[user_id]).await?;
        facts.linked = linked.into_iter().map(|(_, identity)| identity).collect();
    }
    if has_roles {
        for place in [Some(role_members::TENANT), organization]
            .into_iter()
            .flatten()
        {
            facts
                .roles
                .extend(role_members::roles(db, user_id, place).await?);
        }
    }
    if has_factors {
        let held = authenticators::of_user(db, user_id).await?;
        let held = held.into_iter().map(|stored| stored.authenticator);
        let confirmed = held.filter(Authenticator::is_confirmed);
        facts.factors = confirmed.filter_map(|one| one.kind.factor()).collect();
        facts.factors.sort_unstable();
        facts.factors.dedup();
    }
    Ok(facts)
}
