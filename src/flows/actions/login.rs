//! What the Actions of `post-login` are told of a login.

use serde_json::{Map, Value};

use super::redirect::Resumption;
use crate::domain::client::Client;
use crate::domain::refresh_token::Family;
use crate::domain::scope::Scope;
use crate::domain::session_transfer::Transfer;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::organizations::Entered;
use crate::store::sessions::NewSession;

/// A login that is about to be answered.
#[derive(Clone, Copy)]
pub struct PostLogin<'a> {
    pub client: &'a Client,
    pub user: &'a User,
    pub access: &'a Access,
    pub requested_scope: &'a Scope,
    /// `event.transaction.protocol`.
    pub protocol: &'a str,
    pub place: LoginPlace<'a>,
    /// The transfer that signs the user in, in this request.
    pub transfer: Option<&'a Transfer>,
    /// The refresh token that is being exchanged.
    pub family: Option<&'a Family>,
    /// The request that the user's browser brought.
    pub request: Option<LoginRequest<'a>>,
    pub organization: Option<&'a Entered>,
    pub authenticated_at: Timestamp,
    /// How the user has proved who they are, where the connection does not say it.
    pub method: Option<&'static str>,
    /// Where an Action had sent the user away, and they are back.
    pub resumption: Option<&'a Resumption>,
}

/// Where the login takes place.
#[derive(Clone, Copy)]
pub enum LoginPlace<'a> {
    NoSession,
    /// A session that is stored.
    Session(&'a str),
    /// A session that will be.
    Beginning(&'a NewSession),
}

/// What Actions see of the request that the user's browser brought.
#[derive(Clone, Copy)]
pub struct LoginRequest<'a> {
    /// Its parameters, as they were sent.
    pub query: &'a Map<String, Value>,
    pub redirect_uri: &'a str,
    pub response_mode: Option<&'a str>,
    pub state: Option<&'a str>,
    pub login_hint: Option<&'a str>,
    /// Nothing may be shown to the user.
    pub is_silent: bool,
}
