//! Single logout (SAML Profiles §4.4): a service provider or the user asks, the session ends, the other service providers are
//! told one by one through the browser, and the one that asked learns how it went.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::message::{IncomingMessage, InvalidMessage};
use super::provider::{issuer, signing};
use crate::domain::client::Client;
use crate::domain::saml::{MessageBinding, SamlSettings};
use crate::domain::session::Session;
use crate::flows::sign_in::browser::Browser;
use crate::flows::sign_in::front_channel::{FrontChannelMessage, ResponseMode};
use crate::flows::sign_in::reply::{BrowserReply, Location};
use crate::flows::sign_in::transaction::{deliver, lost, store_single_logout, take_single_logout};
use crate::flows::{Answer, Code, Ctx, Failure, session};
use crate::keys::KeyError;
use crate::saml::logout::{EndedSession, LogoutRequest, LogoutResponse};
use crate::saml::response::{Envelope, ResponseStatus};
use crate::saml::{new_id, wire};
use crate::store::saml::{self as store, Participant};
use crate::store::{sessions, users};
use crate::tenant_log::{self, Event};
use crate::xml::sign::Signing;
use crate::xml::{Document, Element};

/// More service providers than any browser should be sent around to.
const MAX_STATIONS: usize = 20;

/// A logout on its way from one service provider to the next.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Chain {
    initiator: Initiator,
    /// Who has been asked, and by which message.
    awaited: Option<(String, String)>,
    remaining: Vec<Station>,
    /// Whether a service provider could not be told, or refused.
    partial: bool,
}

impl Chain {
    /// One that was kept.
    fn read(kept: &Value) -> Option<Self> {
        serde_json::from_value(kept.clone()).ok()
    }
}

/// Who began it, and what follows.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Initiator {
    /// A service provider, which wants to know how it went.
    Provider {
        client_id: String,
        request_id: String,
        relay_state: Option<String>,
    },
    /// The user, at a logout of ours; where to go afterwards.
    User { to: Option<String> },
}

/// A service provider that is still to be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Station {
    client_id: String,
    session_index: String,
    name: String,
    name_format: String,
}

/// A service provider asks.
pub(super) async fn requested(
    ctx: &Ctx,
    message: IncomingMessage<'_>,
    document: &Document<'_>,
    browser: &Browser,
) -> Answer<BrowserReply> {
    let client = &message.client.client;
    let fail = |e: InvalidMessage| refused(ctx, client, &e);
    message.authenticate(document).map_err(fail)?;
    let request = LogoutRequest::read(document).map_err(|e| fail(e.into()))?;
    message.vet(ctx, &request.header).await?.map_err(fail)?;
    let chain = Chain {
        initiator: Initiator::Provider {
            client_id: client.client_id.clone(),
            request_id: request.header.id.clone(),
            relay_state: message.relay_state.clone(),
        },
        awaited: None,
        remaining: Vec::new(),
        partial: false,
    };
    let Some(session) = named(ctx, &client.client_id, &request, browser).await? else {
        let text =
            "SAML logout request for a session that the service provider does not take part in";
        ctx.log(Event::new(tenant_log::EventCode::FailedLogout, text).client(client));
        let status = ResponseStatus {
            code: "Requester",
            detail: Some("UnknownPrincipal"),
            message: Some("There is no such session"),
        };
        return finish(ctx, &chain.initiator, status).await;
    };
    let remaining = end(ctx, &session, client).await?;
    go_on(ctx, Chain { remaining, ..chain }).await
}

/// The page that says no, and the event.
fn refused(ctx: &Ctx, client: &Client, why: &InvalidMessage) -> Failure {
    let text = format!("Invalid SAML logout message: {why}");
    ctx.log(Event::new(tenant_log::EventCode::FailedLogout, text.clone()).client(client));
    Code::InvalidRequest.refuse(text).into()
}

/// The session that the request names: by an index that only its service provider was told, or, without one, the
/// browser's own; and in either case under the name that the service provider knows.
async fn named(
    ctx: &Ctx,
    client_id: &str,
    request: &LogoutRequest,
    browser: &Browser,
) -> Answer<Option<Session>> {
    let mut db = ctx.store.read().await?;
    let participant = match request.session_indexes.first() {
        Some(index) => store::by_index(&mut db, index, client_id).await?,
        None => {
            drop(db);
            let current = session::current(ctx, browser.session.as_deref()).await?;
            let Some(current) = current else {
                return Ok(None);
            };
            db = ctx.store.read().await?;
            let all = store::of_session(&mut db, &current.session.id).await?;
            all.into_iter().find(|p| p.client_id == client_id)
        }
    };
    let Some(participant) = participant.filter(|p| p.name == request.name) else {
        return Ok(None);
    };
    Ok(sessions::by_id(&mut db, &participant.session_id).await?)
}

/// Tells those who took part in a session that ended at a logout of ours; the user goes on to `to` afterwards. `None`:
/// none took part.
pub async fn tell(ctx: &Ctx, session_id: &str, to: Option<&str>) -> Answer<Option<BrowserReply>> {
    let mut db = ctx.store.write().await?;
    let participants = store::of_session(&mut db, session_id).await?;
    if participants.is_empty() {
        return Ok(None);
    }
    store::leave(&mut db, session_id).await?;
    drop(db);
    let chain = Chain {
        initiator: Initiator::User {
            to: to.map(str::to_owned),
        },
        awaited: None,
        remaining: stations(participants, None),
        partial: false,
    };
    go_on(ctx, chain).await.map(Some)
}

/// Ends the session; whom to tell.
async fn end(ctx: &Ctx, session: &Session, client: &Client) -> Answer<Vec<Station>> {
    let mut db = ctx.store.write().await?;
    let ended = sessions::end(&mut db, &session.id, ctx.now).await?;
    let participants = store::of_session(&mut db, &session.id).await?;
    store::leave(&mut db, &session.id).await?;
    let user = users::by_id(&mut db, &session.user_id).await?;
    drop(db);
    if ended {
        let mut event = Event::new(
            tenant_log::EventCode::Logout,
            "User successfully logged out",
        )
        .client(client)
        .details(json!({"session_id": session.id, "protocol": "samlp"}));
        if let Some(user) = user {
            event = event.user(&user);
        }
        ctx.log(event);
    }
    Ok(stations(participants, Some(&client.client_id)))
}

/// Those who are told: all but the one who knows.
fn stations(participants: Vec<Participant>, but: Option<&str>) -> Vec<Station> {
    let others = participants
        .into_iter()
        .filter(|p| Some(p.client_id.as_str()) != but);
    let station = |participant: Participant| Station {
        client_id: participant.client_id,
        session_index: participant.session_index,
        name: participant.name,
        name_format: participant.name_format,
    };
    others.take(MAX_STATIONS).map(station).collect()
}

/// The next service provider that wants to be told; when there is none, the answer for the first.
async fn go_on(ctx: &Ctx, mut chain: Chain) -> Answer<BrowserReply> {
    while let Some(station) = chain.remaining.pop() {
        let client = ctx.store.client(&station.client_id).await?;
        let settings = client.as_ref().and_then(|c| c.client.samlp());
        let Some((settings, url)) = settings.and_then(|s| Some((s, s.logout_notice()?))) else {
            continue;
        };
        let id = new_id(&ctx.entropy);
        chain.awaited = Some((station.client_id.clone(), id.clone()));
        let state = store_single_logout(ctx, json!(chain)).await?;
        let who = EndedSession {
            name: &station.name,
            name_format: &station.name_format,
            session_index: &station.session_index,
        };
        let outgoing = Outgoing {
            url,
            parameter: "SAMLRequest",
            relay_state: Some(&state),
            id: &id,
            in_response_to: None,
        };
        return send(ctx, settings, outgoing, |envelope, signing| {
            envelope.logout_request(who, signing)
        })
        .await;
    }
    let partial = ResponseStatus {
        code: "Success",
        detail: Some("PartialLogout"),
        message: None,
    };
    let status = if chain.partial {
        partial
    } else {
        ResponseStatus::SUCCESS
    };
    finish(ctx, &chain.initiator, status).await
}

/// A service provider that was told answers.
pub(super) async fn answered(
    ctx: &Ctx,
    message: IncomingMessage<'_>,
    document: &Document<'_>,
) -> Answer<BrowserReply> {
    let client = &message.client.client;
    let fail = |e: InvalidMessage| refused(ctx, client, &e);
    message.authenticate(document).map_err(fail)?;
    let response = LogoutResponse::read(document).map_err(|e| fail(e.into()))?;
    message.vet(ctx, &response.header).await?.map_err(fail)?;
    let state = message.relay_state.as_deref().unwrap_or_default();
    let is_awaited = |chain: &Value| {
        let awaited = Chain::read(chain).and_then(|chain| chain.awaited);
        awaited.is_some_and(|(client_id, id)| {
            client_id == client.client_id && response.in_response_to == Some(id)
        })
    };
    let chain = take_single_logout(ctx, state, is_awaited).await?;
    let chain = Chain::read(&chain).ok_or_else(lost)?;
    let partial = chain.partial || !response.succeeded;
    go_on(
        ctx,
        Chain {
            partial,
            awaited: None,
            ..chain
        },
    )
    .await
}

/// Tells the first service provider how it went; one that has no address for that leaves the user with a page of ours.
async fn finish(
    ctx: &Ctx,
    initiator: &Initiator,
    status: ResponseStatus<'_>,
) -> Answer<BrowserReply> {
    let (client_id, request_id, relay_state) = match initiator {
        Initiator::User { to } => return Ok(BrowserReply::to(Location::SignedOut(to.clone()))),
        Initiator::Provider {
            client_id,
            request_id,
            relay_state,
        } => (client_id, request_id, relay_state),
    };
    let client = ctx.store.client(client_id).await?;
    let settings = client.as_ref().and_then(|c| c.client.samlp());
    let Some((settings, url)) = settings.and_then(|s| Some((s, s.logout_url()?))) else {
        return Ok(BrowserReply::to(Location::SignedOut(None)));
    };
    let id = new_id(&ctx.entropy);
    let outgoing = Outgoing {
        url,
        parameter: "SAMLResponse",
        relay_state: relay_state.as_deref(),
        id: &id,
        in_response_to: Some(request_id),
    };
    send(ctx, settings, outgoing, |envelope, signing| {
        envelope.logout_response(status, signing)
    })
    .await
}

/// A message about to leave.
struct Outgoing<'a> {
    url: &'a str,
    parameter: &'static str,
    relay_state: Option<&'a str>,
    id: &'a str,
    in_response_to: Option<&'a str>,
}

/// Sends a signed message by the client's binding: the signature stands in the message, or in the URL (SAML Bindings
/// §3.4.4.1 forbids both).
async fn send<B>(
    ctx: &Ctx,
    settings: &SamlSettings,
    outgoing: Outgoing<'_>,
    build: B,
) -> Answer<BrowserReply>
where
    B: FnOnce(Envelope<'_>, Option<Signing<'_>>) -> Result<Element, KeyError>,
{
    let issuer = issuer(ctx, settings);
    let envelope = Envelope {
        id: outgoing.id,
        issuer: &issuer,
        now: ctx.now,
        destination: outgoing.url,
        in_response_to: outgoing.in_response_to,
    };
    let ring = ctx.keys.ring();
    let signing = signing(&ring, settings);
    let relay_state = outgoing
        .relay_state
        .map(|state| ("RelayState".to_owned(), state.to_owned()));
    let response = match settings.logout_binding() {
        MessageBinding::Post => {
            let message = build(envelope, Some(signing))?.document();
            let mut parameters = vec![(outgoing.parameter.to_owned(), wire::to_form(&message))];
            parameters.extend(relay_state);
            (ResponseMode::FormPost, parameters)
        }
        MessageBinding::Redirect => {
            let message = build(envelope, None)?.document();
            let mut parameters = vec![(outgoing.parameter.to_owned(), wire::to_query(&message))];
            parameters.extend(relay_state);
            signing.sign_parameters(&mut parameters)?;
            (ResponseMode::Query, parameters)
        }
    };
    let (mode, parameters) = response;
    let response = FrontChannelMessage {
        client_id: None,
        redirect_uri: outgoing.url.to_owned(),
        mode,
        parameters,
    };
    deliver(ctx, response).await
}
