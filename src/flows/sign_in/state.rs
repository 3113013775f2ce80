//! A sign-in on its way through the steps.

use std::sync::Arc;

use anyhow::anyhow;
use serde::{Deserialize, Serialize};

use super::browser::Browser;
use super::factor_step::FactorStep;
use super::reply::Page;
use super::request::{CheckedRequest, SignInRequest};
use crate::domain::guardian::{Factor, Passed};
use crate::domain::session::AuthenticationMethod;
use crate::domain::session_transfer::Transfer;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::actions::{Destination, Effects, Resumption, Suspended};
use crate::flows::organizations::Entered;
use crate::flows::upstream::Departure;
use crate::flows::{Answer, Failure};
use crate::store::clients::StoredClient;
use crate::store::sessions::NewSession;

/// What a step comes to.
pub enum Next {
    /// The next step.
    Continue,
    /// The user is asked something first; the sign-in is resumed afterwards.
    Page(Page),
    /// An Action sends the user elsewhere first.
    Leave(Destination, Box<Suspended>),
    /// The user signs in at an identity provider first.
    Provider(Box<Departure>),
    /// A second factor is asked for first.
    Factor(Box<NeededFactor>),
}

/// The state that the steps read and add to.
pub struct SignIn {
    pub request: SignInRequest,
    pub client: Arc<StoredClient>,
    pub browser: Browser,
    /// The user who is signed in, as soon as that is known.
    pub authenticated: Option<Authenticated>,
    /// That user, once read.
    pub user: Option<User>,
    /// The session, if it begins here and is not stored yet.
    pub pending_session: Option<NewSession>,
    /// The session cookie's new value, if it changed.
    pub cookie: Option<String>,
    /// What an Action had stopped, if it did.
    pub resumption: Option<Resumption>,
    /// The organization that the user has entered, if one is asked for.
    pub organization: Option<Entered>,
    /// What the client gets, and what the Actions decided besides.
    pub decided: Option<(Access, Box<Effects>)>,
}

impl SignIn {
    /// None of the steps has been taken.
    pub fn new(checked: CheckedRequest, browser: Browser) -> Self {
        let CheckedRequest { request, client } = checked;
        Self {
            request,
            client,
            browser,
            authenticated: None,
            user: None,
            pending_session: None,
            cookie: None,
            resumption: None,
            organization: None,
            decided: None,
        }
    }

    /// The user who is signed in, for the steps after that is known.
    pub fn authenticated(&self) -> Answer<&Authenticated> {
        self.authenticated.as_ref().ok_or_else(out_of_order)
    }

    /// That user, for the steps after it was read.
    pub fn user(&self) -> Answer<&User> {
        self.user.as_ref().ok_or_else(out_of_order)
    }
}

/// The steps are in a wrong order: a defect.
pub fn out_of_order() -> Failure {
    Failure::Broken(anyhow!("a step of a sign-in came before what it needs"))
}

/// A user who is signed in, as far as the rest of the request needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Authenticated {
    pub user_id: String,
    pub session_id: String,
    pub authenticated_at: Timestamp,
    /// The family whose transfer brought the user here, in this request.
    pub parent_family: Option<String>,
    /// That transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Box<Transfer>>,
    /// The organization that the user signs in to, by its id.
    pub organization: Option<String>,
    /// The session begins with this request.
    #[serde(default)]
    pub begins_session: bool,
    /// The user has typed a password for this request.
    pub interactive: bool,
    /// The user has allowed what the client asks for, on this request's own page.
    pub consented: bool,
    /// The user has confirmed a callback whose owner cannot be verified.
    pub confirmed: bool,
    /// The user has chosen to go on with this account.
    #[serde(default)]
    pub chosen: bool,
    /// The passkey that the user has shown for this request, or has made their account with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<UsedPasskey>,
    /// The user was asked whether they want a passkey.
    #[serde(default)]
    pub passkey_offered: bool,
    /// Of the password that the user has signed in with.
    #[serde(default)]
    pub password_epoch: i64,
    /// The connection that the user has signed in with.
    #[serde(default)]
    pub connection: String,
    /// How else they have proved who they are: what the connection does not say, natively where a transfer brought them here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<AuthenticationMethod>,
    /// The second factors that the user has passed for this request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Passed>,
}

/// What is known of a passkey that signs in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UsedPasskey {
    /// Empty where it is as new as its account.
    #[serde(default)]
    pub id: String,
    /// It is on another device than the browser, which could have one too.
    pub is_of_another_device: bool,
}

/// A second factor that a sign-in needs.
pub struct NeededFactor {
    pub suspended: Suspended,
    /// Which ones will do; empty for any.
    pub factors: Vec<Factor>,
    pub may_remember: bool,
    /// What the user is asked first.
    pub first: FactorStep,
}

impl Authenticated {
    /// Whether the user has passed a second factor for this request.
    pub fn has_passed_factor(&self) -> bool {
        !self.factors.is_empty()
    }

    /// All of it, with the second factors.
    pub fn all_methods(&self) -> Vec<AuthenticationMethod> {
        let passed = self.factors.iter().map(|passed| passed.method());
        self.methods.iter().cloned().chain(passed).collect()
    }

    /// Whether a page was shown in this transaction that says where the user will be sent, or asked for a password.
    pub fn saw_a_page(&self) -> bool {
        self.interactive || self.consented || self.confirmed
    }
}
