//! Who uses this browser? The session transfer tokens that its client lets it bring are asked first, then its session.

use super::browser::PresentedTransfer;
use super::database::names_passwordless;
use super::request::SignInRequest;
use super::state::{Authenticated, Next, SignIn};
use crate::domain::client::Client;
use crate::flows::invitations::accept;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::session::{self, Current};
use crate::flows::session_transfer::{Redeemed, Redemption, TransferredUser, redeem};
use crate::flows::{Answer, Code, Ctx, users};
use crate::tenant_log::{self, Event};

/// Looks at the tokens, then at the session. Tokens that were refused leave no user signed in, whatever session there is:
/// the user gets the login page. Where the user is to choose an account, or is invited, no token chooses it.
pub async fn authenticate(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    if sign_in.authenticated.is_some() {
        return Ok(Next::Continue);
    }
    let current = session::current(ctx, sign_in.browser.session.as_deref()).await?;
    if sign_in.request.demands_login() || names_passwordless(ctx, &sign_in.request).await? {
        return Ok(Next::Continue);
    }
    if sign_in.request.prompt.select_account || sign_in.request.invitation.is_some() {
        by_session(ctx, sign_in, current).await?;
        return Ok(Next::Continue);
    }
    match by_transfer(ctx, sign_in, current.as_ref()).await? {
        Some(Redeemed::Admitted(admitted)) => sign_in.transferred(*admitted),
        Some(Redeemed::Refused | Redeemed::Dead) => {}
        None => by_session(ctx, sign_in, current).await?,
    }
    Ok(Next::Continue)
}

/// Redeems the tokens one after the other, until one was any good; `None` if there is none.
async fn by_transfer(
    ctx: &Ctx,
    sign_in: &SignIn,
    current: Option<&Current>,
) -> Answer<Option<Redeemed>> {
    let (request, client) = (&sign_in.request, &sign_in.client.client);
    let mut last = None;
    for presented in &sign_in.browser.transfers {
        let PresentedTransfer::Token(carrier, token) = presented else {
            warn_of_conflict(ctx, client);
            continue;
        };
        let redemption = Redemption {
            client,
            token,
            carrier: *carrier,
            organization: request.organization.as_deref(),
            hinted_user: request.hinted_user.as_deref(),
            max_age: request.max_age,
            existing: current.map(|c| (&c.session, c.cookie_digest.as_str())),
        };
        let redeemed = redeem(ctx, redemption).await?;
        let is_dead = matches!(redeemed, Redeemed::Dead);
        last = Some(redeemed);
        if !is_dead {
            break;
        }
    }
    Ok(last)
}

fn warn_of_conflict(ctx: &Ctx, client: &Client) {
    let text = "Single Sign-On failed: the Session Transfer Token cookie was sent twice with different values.";
    ctx.log(Event::new(tenant_log::EventCode::Warning, text).client(client));
}

/// The browser's own session, if its user may go on with it.
async fn by_session(ctx: &Ctx, sign_in: &mut SignIn, current: Option<Current>) -> Answer<()> {
    let Some(Current { session, .. }) = current else {
        return Ok(());
    };
    let request = &sign_in.request;
    let too_old = |max| ctx.now.since(session.authenticated_at) > max;
    if request.is_for_another(&session.user_id) || request.max_age.is_some_and(too_old) {
        return Ok(());
    }
    let found = users::available(ctx, &session.user_id, &sign_in.client.client).await?;
    let Ok(user) = found else {
        return Ok(());
    };
    if is_of_another_provider(ctx, request, &session.connection).await? {
        return Ok(());
    }
    if let Some(invitation) = &request.invitation {
        // The login page asks for the one who is invited; no other site accepts on their behalf.
        if sign_in.browser.is_embedded || !accept::is_for(ctx, invitation, &user).await? {
            return Ok(());
        }
    }
    if let Some(id) = &request.organization {
        let entered = organizations::admits(ctx, id, &user).await?;
        if entered == Err(NotAdmitted::ConnectionNotEnabled) {
            // The user may have an account of another connection.
            return Ok(());
        }
    }
    session::touch(ctx, &session).await?;
    sign_in.authenticated = Some(Authenticated {
        user_id: session.user_id,
        session_id: session.id,
        authenticated_at: session.authenticated_at,
        parent_family: None,
        transfer: None,
        organization: request.organization.clone(),
        begins_session: false,
        interactive: false,
        consented: false,
        confirmed: false,
        chosen: false,
        passkey: None,
        passkey_offered: false,
        password_epoch: user.password_epoch,
        connection: session.connection,
        methods: vec![],
        factors: vec![],
    });
    sign_in.user = Some(user);
    Ok(())
}

/// Whether the request names the connection of an identity provider, and the session began at another one.
async fn is_of_another_provider(
    ctx: &Ctx,
    request: &SignInRequest,
    connection: &str,
) -> Answer<bool> {
    let Some(named) = request.connection.as_deref().filter(|c| *c != connection) else {
        return Ok(false);
    };
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == named);
    Ok(found.is_some_and(|c| c.upstream().is_some()))
}

impl SignIn {
    /// Signed in by a session transfer token.
    fn transferred(&mut self, admitted: TransferredUser) {
        self.authenticated = Some(Authenticated {
            user_id: admitted.user.user_id.clone(),
            authenticated_at: admitted.authenticated_at,
            session_id: admitted.session_id,
            parent_family: Some(admitted.transfer.family_id.clone()),
            organization: admitted.transfer.organization.clone(),
            transfer: Some(Box::new(admitted.transfer)),
            begins_session: admitted.begun.is_some(),
            interactive: false,
            consented: false,
            confirmed: false,
            chosen: false,
            passkey: None,
            passkey_offered: false,
            password_epoch: admitted.user.password_epoch,
            connection: admitted.login.connection,
            methods: admitted.login.methods,
            factors: vec![],
        });
        self.user = Some(admitted.user);
        self.pending_session = admitted.begun;
        self.cookie = Some(admitted.cookie);
    }
}

/// Whether the user is the one whom the request's `id_token_hint` names: signed in at the page, that is known only now.
pub async fn is_hinted(sign_in: &SignIn) -> Answer<Next> {
    if sign_in
        .request
        .is_for_another(&sign_in.authenticated()?.user_id)
    {
        let refusal = Code::LoginRequired.refuse("Login required");
        let refusal = refusal.because("another user signed in than the id_token_hint names");
        return Err(refusal.into());
    }
    Ok(Next::Continue)
}
