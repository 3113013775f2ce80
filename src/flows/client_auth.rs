//! Is this client who it says it is? (RFC 6749 §2.3)

mod assertion;

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::{Answer, Code, Ctx, Failure, Refusal};
use crate::domain::client::ClientAuth;
use crate::domain::digest::digest;
use crate::store::clients::StoredClient;
use crate::telemetry;
use crate::tenant_log::{self, Event};

/// What a request says of its client. Not `Debug`: it holds a secret.
pub struct ClaimedClient {
    pub client_id: String,
    pub proof: Proof,
}

/// How a client shows that it is who it says.
pub enum Proof {
    None,
    Secret(String),
    /// A JWT that the client has signed (RFC 7523 §2.2).
    Assertion(String),
}

/// A client that may go on, and whether it has proved who it is.
pub struct AuthenticatedClient {
    pub client: Arc<StoredClient>,
    pub is_proved: bool,
}

fn unauthorized(reason: &'static str) -> Refusal {
    Code::Unauthenticated.refuse("Unauthorized").because(reason)
}

/// Checks the credentials. Unknown clients and wrong secrets look alike to the caller.
pub async fn authenticate(ctx: &Ctx, credentials: &ClaimedClient) -> Answer<AuthenticatedClient> {
    let answer = judge(ctx, credentials).await;
    if let Err(Failure::Refused(refusal)) = &answer
        && let Some(event) = refusal.event()
    {
        ctx.log(event.clone());
    }
    answer
}

async fn judge(ctx: &Ctx, credentials: &ClaimedClient) -> Answer<AuthenticatedClient> {
    let known = ctx
        .store
        .client(&credentials.client_id)
        .await?
        .filter(|c| !c.client.global);
    let client = known.ok_or_else(|| unauthorized("unknown client"))?;
    telemetry::client(&client.client.client_id);
    let refused = |reason| Failure::from(told(&client, reason));
    let is_proved = match (&credentials.proof, client.client.authentication()) {
        (Proof::None, ClientAuth::None) => false,
        (Proof::None, _) => return Err(refused("the client sent no credentials")),
        (Proof::Secret(_), ClientAuth::PrivateKey(_)) => {
            return Err(refused("the client does not authenticate by a secret"));
        }
        (Proof::Secret(shown), ClientAuth::Secret | ClientAuth::None) => {
            let fits = client
                .secret
                .as_ref()
                .is_some_and(|known| same(shown, known));
            if !fits {
                return Err(refused("wrong client secret"));
            }
            true
        }
        (Proof::Assertion(jwt), ClientAuth::PrivateKey(in_use)) => {
            let judged = assertion::judge(ctx, &client.client.client_id, &in_use, jwt).await?;
            judged.map_err(refused)?;
            true
        }
        (Proof::Assertion(_), ClientAuth::Secret | ClientAuth::None) => {
            return Err(refused("the client does not authenticate by an assertion"));
        }
    };
    Ok(AuthenticatedClient { client, is_proved })
}

/// A known client that fails is worth an event; unknown ones would let anybody fill the log.
fn told(client: &StoredClient, reason: &'static str) -> Refusal {
    let event = Event::new(tenant_log::EventCode::FailedClientCredentials, reason);
    unauthorized(reason).telling(event.client(&client.client))
}

/// Digests have one length, so the comparison tells nothing of the secrets'.
fn same(shown: &str, known: &str) -> bool {
    verify_slices_are_equal(digest(shown).as_bytes(), digest(known).as_bytes()).is_ok()
}
