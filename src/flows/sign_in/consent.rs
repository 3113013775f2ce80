//! Whether the user has to be asked something, and what became of the question.

use super::browser::Browser;
use super::client;
use super::outcome::SignInOutcome;
use super::reply::Page;
use super::request::{CheckedRequest, RequestedAccess};
use super::state::{Authenticated, Next, SignIn};
use super::transaction::{self, Pending, PendingStage};
use crate::domain::client::Client;
use crate::domain::redirect_uri::is_non_verifiable;
use crate::domain::user::User;
use crate::flows::access::{self, Access};
use crate::flows::{Answer, Code, Ctx};
use crate::ids;
use crate::store::grants::{self, ConsentSubject};
use crate::store::users;
use crate::texts::Preferences;

/// The page that has to be shown before the request can be answered. A client that is only told who the user is needs no
/// consent: the administrator who set up its assertion has decided what that says.
pub async fn needed(ctx: &Ctx, sign_in: &SignIn) -> Answer<Next> {
    let SignIn {
        request, client, ..
    } = sign_in;
    let client = &client.client;
    let Some(requested) = &request.access else {
        return Ok(Next::Continue);
    };
    let authenticated = sign_in.authenticated()?;
    let may_ask = !authenticated.consented;
    if may_ask
        && (request.prompt.consent || !is_granted(ctx, requested, client, authenticated).await?)
    {
        return Ok(Next::Page(Page::Consent));
    }
    let must_confirm = client.skip_non_verifiable_callback_uri_confirmation_prompt == Some(false)
        && is_non_verifiable(&request.redirect_uri)
        && !authenticated.saw_a_page();
    Ok(if must_confirm {
        Next::Page(Page::ConfirmCallback)
    } else {
        Next::Continue
    })
}

/// Whether the user has granted it before, or need not.
async fn is_granted(
    ctx: &Ctx,
    requested: &RequestedAccess,
    client: &Client,
    authenticated: &Authenticated,
) -> Answer<bool> {
    if client.is_first_party {
        return Ok(true);
    }
    let access = access(ctx, requested, client, authenticated).await?;
    let given = grants::find(
        &mut ctx.store.read().await?,
        subject(client, authenticated, &access),
    )
    .await?;
    Ok(!access.scope.is_empty() && access.scope.is_subset(&given))
}

/// Whose consent it is, and to what.
fn subject<'a>(
    client: &'a Client,
    authenticated: &'a Authenticated,
    access: &'a Access,
) -> ConsentSubject<'a> {
    ConsentSubject {
        user_id: &authenticated.user_id,
        client_id: &client.client_id,
        audience: access.audience().unwrap_or(""),
    }
}

/// What the client would get of this user.
pub async fn access(
    ctx: &Ctx,
    requested: &RequestedAccess,
    client: &Client,
    authenticated: &Authenticated,
) -> Answer<Access> {
    let subject = access::Subject {
        user_id: &authenticated.user_id,
        organization: authenticated.organization.as_deref(),
    };
    let RequestedAccess { audience, scope } = requested;
    access::of_user(ctx, client, subject, audience.as_deref(), scope).await
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
    pub languages: Preferences,
}

/// The question of a transaction that waits for an answer.
pub async fn question(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Question> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let request = &pending.request;
    let (PendingStage::Authenticated(authenticated), Some(requested)) =
        (&pending.stage, &request.access)
    else {
        return Err(transaction::lost().into());
    };
    let client = client::known(ctx, &request.client_id).await?;
    let access = access(ctx, requested, &client.client, authenticated).await?;
    let described = |word: &str| {
        let definitions = access.resource_server.iter().flat_map(|r| &r.scopes);
        definitions
            .clone()
            .find(|d| d.value == word)
            .and_then(|d| d.description.clone())
    };
    Ok(Question {
        client_name: client.client.name.clone(),
        user: name_of(ctx, &authenticated.user_id).await?,
        scopes: access
            .scope
            .iter()
            .map(|word| (word.to_owned(), described(word)))
            .collect(),
        redirect_uri: request.redirect_uri.clone(),
        languages: request.languages.clone(),
    })
}

/// What a page calls a user: by the e-mail address, or by the name.
pub async fn name_of(ctx: &Ctx, user_id: &str) -> Answer<String> {
    let user = users::by_id(&mut ctx.store.read().await?, user_id).await?;
    let name = |user: User| {
        let name = user.display_name().to_owned();
        user.email.unwrap_or(name)
    };
    Ok(user.map(name).unwrap_or_default())
}

/// What a page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Whether the client may have what it asks for.
    Consent,
    /// Whether a callback whose owner cannot be verified is the user's own (RFC 8252 §8.6).
    Callback,
}

/// The user's answer. `None`: the transaction goes on.
pub async fn answer(
    ctx: &Ctx,
    state: &str,
    browser: Browser,
    (ask, accepted): (Ask, bool),
) -> Answer<Option<SignInOutcome>> {
    let pending = transaction::pending(ctx, state, &browser).await?;
    let PendingStage::Authenticated(mut authenticated) = pending.stage.clone() else {
        return Err(transaction::lost().into());
    };
    match (ask, accepted) {
        (Ask::Consent, false) => {
            let why = "User did not authorize the request";
            return Ok(Some(deny(ctx, (pending, browser), why).await?));
        }
        (Ask::Callback, false) => {
            let why = "User did not confirm the callback";
            return Ok(Some(deny(ctx, (pending, browser), why).await?));
        }
        (Ask::Consent, true) => authenticated.consented = true,
        (Ask::Callback, true) => authenticated.confirmed = true,
    }
    let stage = PendingStage::Authenticated(authenticated);
    pending.advance(ctx, stage).await?;
    Ok(None)
}

/// Keeps the consent that the user has given on the way here, so that it is asked for once. Who has not passed every step has
/// given none.
pub async fn keep(ctx: &Ctx, sign_in: &SignIn) -> Answer<()> {
    let authenticated = sign_in.authenticated()?;
    let Some(requested) = &sign_in.request.access else {
        return Ok(());
    };
    if !authenticated.consented {
        return Ok(());
    }
    let client = &sign_in.client.client;
    let access = access(ctx, requested, client, authenticated).await?;
    let subject = subject(client, authenticated, &access);
    let given = grants::find(&mut ctx.store.read().await?, subject).await?;
    let id = ids::hex24(&ctx.entropy);
    let mut db = ctx.store.write().await?;
    Ok(grants::upsert(&mut db, &id, subject, &given.union(&access.scope)).await?)
}

async fn deny(
    ctx: &Ctx,
    (pending, browser): (Pending, Browser),
    why: &'static str,
) -> Answer<SignInOutcome> {
    let (request, _) = pending.take(ctx).await?;
    let client = client::known(ctx, &request.client_id).await?;
    let sign_in = SignIn::new(CheckedRequest { request, client }, browser);
    Ok(SignInOutcome::refused(
        sign_in,
        Code::AccessDenied.refuse(why),
    ))
}
