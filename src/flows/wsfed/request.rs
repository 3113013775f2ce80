//! The requests: signing in, and out.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::ADAPTER;
use crate::domain::client::Client;
use crate::domain::saml::SamlSettings;
use crate::flows::saml::callback::{default_callback, is_callback, mismatch};
use crate::flows::sign_in::client;
use crate::flows::sign_in::parameters::{Get, bounded};
use crate::flows::sign_in::request::{CheckedRequest, Prompt, ProtocolPart, SignInRequest};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::clients::{self, StoredClient};
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;

/// What the adapter has to know again when it answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WsFedPart {
    /// `wtrealm`, or the client's own name: for whom the token is.
    pub realm: String,
    /// `wctx`: the application's, given back.
    pub context: Option<String>,
}

/// What a request wants (`wa`).
pub enum ReceivedWsFed {
    SignIn(Box<CheckedRequest>),
    /// The client, and where to go afterwards, which is one of its addresses.
    SignOut(Arc<StoredClient>, Option<String>),
}

/// Reads a request; the client stands in the path, or is named by `wtrealm`.
pub async fn receive(
    ctx: &Ctx,
    client_id: Option<&str>,
    get: Get<'_, '_>,
) -> Answer<ReceivedWsFed> {
    let realm = bounded("wtrealm", get("wtrealm"))?;
    let client = relying_party(ctx, client_id, realm.as_deref()).await?;
    match get("wa").unwrap_or("wsignin1.0") {
        "wsignin1.0" => {}
        "wsignout1.0" => {
            // What is neither is refused by the logout.
            return Ok(ReceivedWsFed::SignOut(
                client,
                get("wreply").map(str::to_owned),
            ));
        }
        _ => {
            return Err(Code::InvalidRequest
                .refuse("wa must be wsignin1.0 or wsignout1.0")
                .into());
        }
    }
    let callback = match get("wreply") {
        Some(url) if is_callback(&client.client, url) => url.to_owned(),
        Some(url) => return Err(mismatch(ctx, &client.client, url)),
        None => default_callback(&client.client).ok_or_else(|| {
            Code::InvalidRequest.refuse("The client has no callback that can be posted to")
        })?,
    };
    let max_age = freshness(get("wfresh"))?;
    let own = || format!("urn:{}", client.client.client_id);
    let part = WsFedPart {
        realm: realm.unwrap_or_else(own),
        context: bounded("wctx", get("wctx"))?,
    };
    let request = SignInRequest {
        client_id: client.client.client_id.clone(),
        redirect_uri: callback,
        prompt: Prompt::default(),
        max_age,
        login_hint: bounded("login_hint", get("login_hint"))?,
        hinted_user: None,
        connection: connection(ctx, get("connection").or(get("whr"))).await?,
        organization: bounded("organization", get("organization"))?,
        login_ticket: None,
        invitation_ticket: None,
        invitation: None,
        requests_factor: false,
        link: None,
        begins_with_sign_up: false,
        languages: Preferences::default(),
        access: None,
        protocol: ProtocolPart::new(ADAPTER, "wsfed", &part)?,
        query: Map::new(),
    };
    Ok(ReceivedWsFed::SignIn(Box::new(CheckedRequest {
        request,
        client,
    })))
}

/// The client of a request, if its add-on is on and the realm is its own.
pub async fn relying_party(
    ctx: &Ctx,
    client_id: Option<&str>,
    realm: Option<&str>,
) -> Answer<Arc<StoredClient>> {
    let client = match (client_id, realm) {
        (Some(id), _) => client::known(ctx, id).await?,
        (None, Some(realm)) => by_realm(ctx, realm).await?,
        (None, None) => {
            let text = "Missing required parameter: wtrealm";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
    };
    enabled(&client.client)?;
    if realm.is_none_or(|realm| is_realm(&client.client, realm)) {
        return Ok(client);
    }
    let text = "wtrealm is not a name of the client";
    ctx.log(Event::new(tenant_log::EventCode::FailedLogin, text).client(&client.client));
    Err(Code::InvalidRequest.refuse(text).into())
}

/// The settings of the client's add-on, if it is on.
pub fn enabled(client: &Client) -> Result<&SamlSettings, Refusal> {
    let off =
        || Code::UnauthorizedClient.refuse("The WS-Fed add-on is not enabled for this client");
    client.wsfed().ok_or_else(off)
}

fn is_realm(client: &Client, realm: &str) -> bool {
    realm.strip_prefix("urn:").unwrap_or(realm) == client.client_id || client.has_alias(realm)
}

async fn by_realm(ctx: &Ctx, realm: &str) -> Answer<Arc<StoredClient>> {
    let id = realm.strip_prefix("urn:").unwrap_or(realm);
    if let Some(client) = ctx.store.client(id).await?.filter(|c| !c.client.global) {
        return Ok(client);
    }
    let aliased = clients::by_alias(&mut ctx.store.read().await?, realm).await?;
    match aliased {
        Some(client) => Ok(Arc::new(client)),
        None => client::known(ctx, realm).await,
    }
}

/// `wfresh`, in minutes.
fn freshness(wfresh: Option<&str>) -> Answer<Option<Duration>> {
    match wfresh.map(str::parse::<u32>) {
        None => Ok(None),
        Some(Ok(minutes)) => Ok(Some(Duration::from_secs(u64::from(minutes) * 60))),
        Some(Err(_)) => Err(Code::InvalidRequest
            .refuse("wfresh must be a number of minutes")
            .into()),
    }
}

/// The connection that is meant; `whr` may name a home realm that is none of ours.
async fn connection(ctx: &Ctx, named: Option<&str>) -> Answer<Option<String>> {
    let Some(named) = named else {
        return Ok(None);
    };
    let name = named.strip_prefix("urn:").unwrap_or(named);
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == name);
    Ok(found.map(|c| c.name.clone()))
}
