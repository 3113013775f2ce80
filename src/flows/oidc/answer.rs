//! The authorization response (RFC 6749 §4.1.2): a code, tokens, or an error.

use tracing::Instrument;

use super::parameters::OidcPart;
use crate::domain::client::Client;
use crate::domain::code::CodeGrant;
use crate::domain::scope::Scope;
use crate::flows::login_tokens::{GrantedLogin, front_channel_tokens};
use crate::flows::organizations::Entered;
use crate::flows::sign_in::front_channel::{FrontChannelMessage, ResponseMode};
use crate::flows::sign_in::outcome::{Refused, SignedIn};
use crate::flows::sign_in::request::SignInRequest;
use crate::flows::{Answer, Ctx, Refusal, session};
use crate::store::new_codes::{self, NewCode};
use crate::telemetry::step;
use crate::tokens::opaque::{self, OpaqueKind};

/// A code, tokens, or both. A session that begins here is stored in the step that stores its first code.
pub async fn success(ctx: &Ctx, signed_in: &SignedIn) -> Answer<FrontChannelMessage> {
    let request = &signed_in.request;
    let part: OidcPart = request.protocol.own()?;
    let mut parameters = Vec::new();
    let mut code = None;
    if part.response_type.code {
        let grant = grant(signed_in, &part);
        let secret = issue_code(ctx, signed_in, &grant).await?;
        parameters.push(("code".to_owned(), secret.clone()));
        code = Some(secret);
    } else {
        signed_in.join_session(ctx).await?;
    }
    if part.response_type.uses_front_channel() {
        let login = front_channel_login(signed_in, &part);
        let wants = (part.response_type.token, part.response_type.id_token);
        let tokens = front_channel_tokens(ctx, &login, wants, code.as_deref());
        parameters.extend(tokens.instrument(step!("sign")).await?);
    }
    let state = request.protocol.state.as_deref();
    give_back(
        &mut parameters,
        state,
        issuer(ctx, &signed_in.client.client),
    );
    Ok(FrontChannelMessage {
        client_id: Some(request.client_id.clone()),
        redirect_uri: request.redirect_uri.clone(),
        mode: part.response_mode,
        parameters,
    })
}

/// An error redirect.
pub fn refusal(ctx: &Ctx, refused: &Refused) -> Answer<FrontChannelMessage> {
    let SignInRequest {
        client_id,
        redirect_uri,
        protocol,
        ..
    } = &refused.request;
    let part: OidcPart = protocol.own()?;
    Ok(self::refused(
        (client_id, redirect_uri),
        part.response_mode,
        protocol.state.as_deref(),
        &refused.refusal,
        issuer(ctx, &refused.client.client),
    ))
}

/// The same before there is a whole request (RFC 6749 §4.1.2.1).
pub fn refused(
    (client_id, redirect_uri): (&str, &str),
    mode: ResponseMode,
    state: Option<&str>,
    refusal: &Refusal,
    issuer: Option<&str>,
) -> FrontChannelMessage {
    let mut parameters = vec![
        ("error".to_owned(), refusal.code.wire().1.to_owned()),
        (
            "error_description".to_owned(),
            refusal.description.to_string(),
        ),
    ];
    give_back(&mut parameters, state, issuer);
    FrontChannelMessage {
        client_id: Some(client_id.to_owned()),
        redirect_uri: redirect_uri.to_owned(),
        mode,
        parameters,
    }
}

fn give_back(parameters: &mut Vec<(String, String)>, state: Option<&str>, issuer: Option<&str>) {
    parameters.extend(state.map(|state| ("state".to_owned(), state.to_owned())));
    parameters.extend(issuer.map(|iss| ("iss".to_owned(), iss.to_owned())));
}

/// `iss` of a response (RFC 9207), where the client's dialect has it: which server answers.
pub fn issuer<'a>(ctx: &'a Ctx, client: &Client) -> Option<&'a str> {
    ctx.dialect(client)
        .is_standard()
        .then(|| ctx.origin.as_str())
}

async fn issue_code(ctx: &Ctx, signed_in: &SignedIn, grant: &CodeGrant) -> Answer<String> {
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::AuthorizationCode);
    let new = NewCode {
        digest: &minted.digest,
        client_id: &signed_in.request.client_id,
        grant,
        expires_at: ctx.now.plus(ctx.settings.lifetimes.authorization_code),
    };
    if new_codes::issue(&ctx.store, new, signed_in.pending_session.as_ref())
        .instrument(step!("code"))
        .await?
    {
        Ok(minted.secret)
    } else {
        let password_epoch = signed_in.authenticated.password_epoch;
        Err(session::not_stored(ctx, &grant.user_id, password_epoch).await?)
    }
}

fn grant(signed_in: &SignedIn, part: &OidcPart) -> CodeGrant {
    let SignedIn {
        request,
        authenticated,
        access,
        effects,
        ..
    } = signed_in;
    let redirect_uri = &request.redirect_uri;
    CodeGrant {
        user_id: authenticated.user_id.clone(),
        session_id: authenticated.session_id.clone(),
        redirect_uri: part.sent_redirect_uri.then(|| redirect_uri.clone()),
        scope: access.scope.clone(),
        requested_scope: requested_scope(request),
        audience: access.audience().map(str::to_owned),
        organization: authenticated.organization.clone(),
        nonce: part.nonce.clone(),
        challenge: part.challenge.clone(),
        authenticated_at: authenticated.authenticated_at,
        tells_auth_time: tells_auth_time(request),
        second_factor: authenticated.has_passed_factor(),
        methods: authenticated.all_methods(),
        parent_family: authenticated.parent_family.clone(),
        claims: effects.claims.clone(),
        refresh_token: effects.refresh_token.clone(),
    }
}

fn requested_scope(request: &SignInRequest) -> Scope {
    let requested = request.access.as_ref();
    requested
        .map(|requested| requested.scope.clone())
        .unwrap_or_default()
}

fn tells_auth_time(request: &SignInRequest) -> bool {
    request.max_age.is_some() || request.prompt.login
}

fn front_channel_login<'a>(signed_in: &'a SignedIn, part: &'a OidcPart) -> GrantedLogin<'a> {
    let SignedIn {
        request,
        authenticated,
        ..
    } = signed_in;
    GrantedLogin {
        client: &signed_in.client,
        user: &signed_in.user,
        access: signed_in.access.clone(),
        requested_scope: requested_scope(request),
        session_id: Some(&authenticated.session_id),
        organization: signed_in.organization.as_ref().map(Entered::claims),
        nonce: part.nonce.as_deref(),
        authenticated_at: authenticated.authenticated_at,
        tells_auth_time: tells_auth_time(request),
        second_factor: authenticated.has_passed_factor(),
        passed: authenticated.factors.clone(),
        gty: None,
        family_id: None,
        parent_family: authenticated.parent_family.as_deref(),
        code: None,
        claims: signed_in.effects.claims.clone(),
    }
}
