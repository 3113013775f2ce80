//! Is this client who it says it is? (RFC 6749 §2.3)

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::{Answer, Code, Ctx, Failure, Refusal};
use crate::domain::digest::digest;
use crate::store::clients::StoredClient;
use crate::tenant_log::{self, Event};

/// What a request says of its client. Not `Debug`: it holds a secret.
pub struct Credentials {
    pub client_id: String,
    pub secret: Option<String>,
}

/// A client that may go on, and whether it has proved who it is.
pub struct Authenticated {
    pub client: Arc<StoredClient>,
    pub by_secret: bool,
}

fn unauthorized(reason: &'static str) -> Refusal {
    Code::Unauthenticated.refuse("Unauthorized").because(reason)
}

/// Checks the credentials. Unknown clients and wrong secrets look alike to the caller.
pub async fn authenticate(ctx: &Ctx, credentials: &Credentials) -> Answer<Authenticated> {
    let answer = judge(ctx, credentials).await;
    if let Err(Failure::Refused(refusal)) = &answer
        && let Some(event) = refusal.event()
    {
        ctx.log(event.clone());
    }
    answer
}

async fn judge(ctx: &Ctx, credentials: &Credentials) -> Answer<Authenticated> {
    let known = ctx
        .store
        .client(&credentials.client_id)
        .await?
        .filter(|c| !c.client.global);
    let client = known.ok_or_else(|| unauthorized("unknown client"))?;
    match (&credentials.secret, &client.secret) {
        (None, _) if !client.client.authenticates() => Ok(Authenticated {
            client,
            by_secret: false,
        }),
        (None, _) => Err(told(&client, "the client sent no credentials").into()),
        (Some(shown), Some(known)) if same(shown, known) => Ok(Authenticated {
            client,
            by_secret: true,
        }),
        (Some(_), _) => Err(told(&client, "wrong client secret").into()),
    }
}

/// A known client that fails is worth an event; unknown ones would let anybody fill the log.
fn told(client: &StoredClient, reason: &'static str) -> Refusal {
    let event = Event::new(tenant_log::Code::FailedClientCredentials, reason);
    unauthorized(reason).telling(event.client(&client.client))
}

/// Digests have one length, so the comparison tells nothing of the secrets'.
fn same(shown: &str, known: &str) -> bool {
    verify_slices_are_equal(digest(shown).as_bytes(), digest(known).as_bytes()).is_ok()
}
