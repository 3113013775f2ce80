//! A request to sign a user in, as far as every protocol has it. It outlives pages in a transaction, so it can be stored; it
//! never holds a session transfer token.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::front_channel::ResponseMode;
use crate::domain::invitation::Invitation;
use crate::domain::passwordless::Channel;
use crate::domain::scope::Scope;
use crate::flows::{Answer, Failure};
use crate::store::clients::StoredClient;
use crate::texts::Preferences;

/// A request that its adapter has checked, and the client that it found doing so.
pub struct CheckedRequest {
    pub request: SignInRequest,
    pub client: Arc<StoredClient>,
}

/// A request whose client and destination are known to be good.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignInRequest {
    pub client_id: String,
    /// Where the answer goes.
    pub redirect_uri: String,
    pub prompt: Prompt,
    pub max_age: Option<Duration>,
    pub login_hint: Option<String>,
    /// The user whom `id_token_hint` names: no other one is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hinted_user: Option<String>,
    /// The application asks for a second factor (`acr_values`).
    #[serde(default)]
    pub requests_factor: bool,
    /// The first page is the one for new users (`screen_hint=signup`, `prompt=create`).
    #[serde(default)]
    pub begins_with_sign_up: bool,
    pub connection: Option<String>,
    /// The link of a message by which the user comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Box<SentLink>>,
    pub organization: Option<String>,
    /// What a login on a page of the application's own has led to. It is looked at once, and not kept.
    #[serde(skip)]
    pub login_ticket: Option<String>,
    /// The digest of an invitation's ticket, until the invitation is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation_ticket: Option<String>,
    /// The invitation that the user has to accept: no other user is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<Box<Invitation>>,
    /// What the pages are read in: decided by the request that began, and the same on every page after it.
    #[serde(default)]
    pub languages: Preferences,
    /// What the client asks for on behalf of the user; `None` where it wants to be told who the user is and no more.
    pub access: Option<RequestedAccess>,
    pub protocol: ProtocolPart,
    /// The parameters as they were sent, for Actions: the client's own ones are among them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub query: Map<String, Value>,
}

impl SignInRequest {
    /// Whether only a new proof of who the user is will do, whatever session there is.
    pub fn demands_login(&self) -> bool {
        self.prompt.login || self.max_age == Some(Duration::ZERO)
    }

    /// Whether `id_token_hint` names another user.
    pub fn is_for_another(&self, user_id: &str) -> bool {
        let hinted = self.hinted_user.as_ref();
        hinted.is_some_and(|hinted| hinted != user_id)
    }
}

/// What the link of a message brings: it takes the place of what the user would have typed, and proves nothing by itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SentLink {
    /// By what it was sent.
    pub channel: Channel,
    /// Where to.
    pub address: String,
    pub code: String,
}

/// How the user may be, or has to be, asked: `prompt`, in the words of OpenID Connect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    pub none: bool,
    pub login: bool,
    pub consent: bool,
    #[serde(default)]
    pub select_account: bool,
    #[serde(default)]
    pub create: bool,
}

/// An API and scopes of it, as they were asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RequestedAccess {
    /// The API's identifier.
    pub audience: Option<String>,
    pub scope: Scope,
}

/// Which protocol asked, and what its adapter has to know again when it answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProtocolPart {
    /// The adapter that read the request, and answers it.
    pub adapter: Cow<'static, str>,
    /// What Actions and the tenant log call the protocol.
    pub profile: Cow<'static, str>,
    /// What Actions are told of how the answer travels.
    pub response_mode: Option<ResponseMode>,
    /// What the application wants to have back; Actions are told it, too.
    pub state: Option<String>,
    /// Only the adapter reads it.
    own: Value,
}

impl ProtocolPart {
    /// The part of a request that `own` is all of, but for the members that stay empty here.
    pub fn new(adapter: &'static str, profile: &'static str, own: &impl Serialize) -> Answer<Self> {
        Ok(Self {
            adapter: adapter.into(),
            profile: profile.into(),
            response_mode: None,
            state: None,
            own: serde_json::to_value(own).map_err(|e| Failure::Broken(e.into()))?,
        })
    }

    /// The adapter's own part, as it gave it to [`ProtocolPart::new`].
    pub fn own<T: DeserializeOwned>(&self) -> Answer<T> {
        T::deserialize(&self.own).map_err(|e| Failure::Broken(e.into()))
    }
}
