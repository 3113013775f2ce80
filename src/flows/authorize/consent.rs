//! Whether the user has to be asked something, and what became of the question.

use super::admit::Admission;
use super::request::{OpenId, Request};
use super::transaction::{self, Pending, Stage};
use super::{Browser, Page, Reply, refuse};
use crate::domain::client::Client;
use crate::domain::redirect_uri::is_non_verifiable;
use crate::domain::scope::Scope;
use crate::flows::access::{self, Access};
use crate::flows::{Answer, Code, Ctx};
use crate::ids;
use crate::store::grants::{self, Subject};
use crate::store::users;

/// The page that has to be shown before the request can be answered.
pub async fn page_needed(
    ctx: &Ctx,
    request: &Request,
    client: &Client,
    admission: &Admission,
) -> Answer<Option<Page>> {
    // Whoever set up an assertion for a client has decided what it says.
    let Some(asked) = request.open_id() else {
        return Ok(None);
    };
    if !admission.consented && needs_consent(ctx, (request, asked), client, admission).await? {
        return Ok(Some(Page::Consent));
    }
    let must_confirm = client.skip_non_verifiable_callback_uri_confirmation_prompt == Some(false)
        && is_non_verifiable(&request.redirect_uri)
        && !admission.saw_a_page();
    Ok(must_confirm.then_some(Page::ConfirmCallback))
}

async fn needs_consent(
    ctx: &Ctx,
    (request, asked): (&Request, &OpenId),
    client: &Client,
    admission: &Admission,
) -> Answer<bool> {
    if request.prompt.consent {
        return Ok(true);
    }
    if client.is_first_party {
        return Ok(false);
    }
    let (audience, scope) = wanted(ctx, asked, client, admission).await?;
    let subject = Subject {
        user_id: &admission.user_id,
        client_id: &client.client_id,
        audience: &audience,
    };
    let given = grants::find(&mut ctx.store.read().await?, subject).await?;
    Ok(scope.is_empty() || !scope.is_subset(&given))
}

async fn wanted(
    ctx: &Ctx,
    asked: &OpenId,
    client: &Client,
    admission: &Admission,
) -> Answer<(String, Scope)> {
    let access = access(ctx, asked, client, admission).await?;
    Ok((access.audience().unwrap_or("").to_owned(), access.scope))
}

/// What the client would get of this user.
pub(super) async fn access(
    ctx: &Ctx,
    asked: &OpenId,
    client: &Client,
    admission: &Admission,
) -> Answer<Access> {
    let subject = access::Subject {
        user_id: &admission.user_id,
        organization: admission.organization.as_deref(),
    };
    access::of_user(
        ctx,
        client,
        subject,
        asked.audience.as_deref(),
        &asked.scope,
    )
    .await
}

/// What the pages show.
#[derive(Debug)]
pub struct Question {
    pub client_name: String,
    /// The user's name or e-mail address.
    pub user: String,
    /// What is asked for, with the API's descriptions.
    pub scopes: Vec<(String, Option<String>)>,
    /// Where the form may end.
    pub redirect_uri: String,
}

/// The question of a transaction that waits for an answer.
pub async fn question(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Question> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let request = &pending.request;
    let (Stage::Admitted(admission), Some(asked)) = (&pending.stage, request.open_id()) else {
        return Err(transaction::lost().into());
    };
    let client = super::checks::client(ctx, request).await?;
    let access = access(ctx, asked, &client.client, admission).await?;
    let described = |word: &str| {
        let definitions = access.resource_server.iter().flat_map(|r| &r.scopes);
        definitions
            .clone()
            .find(|d| d.value == word)
            .and_then(|d| d.description.clone())
    };
    let user = users::by_id(&mut ctx.store.read().await?, &admission.user_id).await?;
    Ok(Question {
        client_name: client.client.name.clone(),
        user: user
            .map(|u| {
                u.email
                    .clone()
                    .unwrap_or_else(|| u.display_name().to_owned())
            })
            .unwrap_or_default(),
        scopes: access
            .scope
            .iter()
            .map(|word| (word.to_owned(), described(word)))
            .collect(),
        redirect_uri: request.redirect_uri.clone(),
    })
}

/// What a page asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Whether the client may have what it asks for.
    Consent,
    /// Whether a callback that nobody can prove to own is the user's own (RFC 8252 §8.6).
    Callback,
}

/// The user's answer. `None`: the transaction goes on.
pub async fn answer(
    ctx: &Ctx,
    state: &str,
    browser: &Browser,
    asked: Asked,
    accepted: bool,
) -> Answer<Option<Reply>> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let Stage::Admitted(mut admission) = pending.stage.clone() else {
        return Err(transaction::lost().into());
    };
    match (asked, accepted) {
        (Asked::Consent, false) => {
            let denied = deny(ctx, pending, "User did not authorize the request").await?;
            return Ok(Some(denied));
        }
        (Asked::Callback, false) => {
            let denied = deny(ctx, pending, "User did not confirm the callback").await?;
            return Ok(Some(denied));
        }
        (Asked::Consent, true) => {
            remember(ctx, &pending.request, &admission).await?;
            admission.consented = true;
        }
        (Asked::Callback, true) => admission.confirmed = true,
    }
    pending.advance(ctx, Stage::Admitted(admission)).await?;
    Ok(None)
}

/// Keeps the consent, so that it is asked for once.
async fn remember(ctx: &Ctx, request: &Request, admission: &Admission) -> Answer<()> {
    let asked = request.open_id().ok_or_else(transaction::lost)?;
    let client = super::checks::client(ctx, request).await?;
    let (audience, scope) = wanted(ctx, asked, &client.client, admission).await?;
    let subject = Subject {
        user_id: &admission.user_id,
        client_id: &client.client.client_id,
        audience: &audience,
    };
    let given = grants::find(&mut ctx.store.read().await?, subject).await?;
    let id = ids::hex24(&ctx.entropy);
    let mut db = ctx.store.write().await?;
    Ok(grants::upsert(&mut db, &id, subject, &given.union(&scope)).await?)
}

async fn deny(ctx: &Ctx, pending: Pending, why: &'static str) -> Answer<Reply> {
    let (request, _) = pending.take(ctx).await?;
    refuse(ctx, &request, Code::AccessDenied.refuse(why)).await
}
