//! The requests that are measured.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::connection::{Answer, Connection};
use crate::tenant::{self, API, CALLBACK, MACHINE, PASSWORD, ROTATING_APP, SECRET};
use crate::tenant::{SERVICE_PROVIDER, STATIC_APP, WEB_APP, email};

/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const TRANSFER_AUDIENCE: &str = "urn:localhost:session_transfer";

/// What is asked of the server; in this order, since some use what others leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Health,
    Discovery,
    ClientCredentials,
    Refresh,
    IssueWithIdToken,
    IssueRotating,
    Issue,
    Redeem,
    TakeCode,
    Cycle,
    SamlResponse,
    Login,
}

impl Operation {
    pub const ALL: [Self; 12] = [
        Self::Health,
        Self::Discovery,
        Self::ClientCredentials,
        Self::Refresh,
        Self::IssueWithIdToken,
        Self::IssueRotating,
        Self::Issue,
        Self::Redeem,
        Self::TakeCode,
        Self::Cycle,
        Self::SamlResponse,
        Self::Login,
    ];

    /// As the table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Health => "`/healthz`",
            Self::Discovery => "discovery",
            Self::ClientCredentials => "client credentials (1 signature)",
            Self::Refresh => "refresh with rotation (2 signatures)",
            Self::IssueWithIdToken => "issue with ID token (1 signature)",
            Self::IssueRotating => "issue with rotation",
            Self::Issue => "issue",
            Self::Redeem => "redeem",
            Self::TakeCode => "code exchange (2 signatures)",
            Self::Cycle => "whole cycle: issue, redeem, code exchange",
            Self::SamlResponse => "SAML response in a session, 2 requests (1 signature)",
            Self::Login => "password login (argon2id, 2 connections)",
        }
    }

    /// How many connections ask for it. Logins queue for a core to hash on: more would only measure the queue.
    pub fn connections(self, all: usize) -> usize {
        if self == Self::Login { all.min(2) } else { all }
    }
}

/// One person and the refresh tokens of their apps.
pub struct Person {
    number: usize,
    /// Does not rotate; no `openid`, so that an exchange signs nothing.
    plain: String,
    /// Does not rotate.
    openid: String,
    /// Rotates; for an API, so that a refresh signs an access token and an ID token.
    refreshing: String,
    /// Rotates; no `openid`.
    rotating: String,
    /// The cookie of a browser that is signed in.
    session: Option<String>,
}

impl Person {
    /// Logs in once for each kind of refresh token.
    pub async fn log_in(connection: &mut Connection, number: usize) -> Result<Self> {
        let email = email(number);
        let mut token = async |app, scope, audience| -> Result<String> {
            let answer = login(connection, (&email, app), scope, audience).await?;
            member(&answer, "refresh_token")
        };
        Ok(Self {
            number,
            plain: token(STATIC_APP, "offline_access", None).await?,
            openid: token(STATIC_APP, "openid offline_access", None).await?,
            refreshing: token(ROTATING_APP, "openid offline_access", Some(API)).await?,
            rotating: token(ROTATING_APP, "offline_access", None).await?,
            session: None,
        })
    }
}

/// What one phase leaves for the next.
#[derive(Default)]
pub struct Stock {
    transfers: Shelf,
    codes: Shelf,
}

impl Stock {
    /// Forgets what an earlier round has left.
    pub fn clear(&self) {
        while self.transfers.take().is_some() {}
        while self.codes.take().is_some() {}
    }
}

/// Tokens in the order in which they were issued.
#[derive(Default)]
struct Shelf(Mutex<VecDeque<String>>);

impl Shelf {
    fn put(&self, token: String) {
        self.0.lock().expect("no holder panics").push_back(token);
    }

    fn take(&self) -> Option<String> {
        self.0.lock().expect("no holder panics").pop_front()
    }
}

/// One connection's work: who asks, and over which connection.
pub struct Worker {
    pub connection: Connection,
    pub person: Person,
    pub stock: Arc<Stock>,
}

impl Worker {
    /// Does it once, and checks the answer; false when there is nothing left to do it with.
    pub async fn perform(&mut self, operation: Operation) -> Result<bool> {
        match operation {
            Operation::Health => ok(self.connection.get("/healthz").await?).map(drop)?,
            Operation::Discovery => {
                let path = "/.well-known/openid-configuration";
                ok(self.connection.get(path).await?).map(drop)?;
            }
            Operation::ClientCredentials => self.client_credentials().await?,
            Operation::Refresh => self.refresh().await?,
            Operation::IssueWithIdToken => {
                let token = self.person.openid.clone();
                let answer = self.exchange(STATIC_APP, &token).await?;
                member(&answer, "id_token")?;
            }
            Operation::IssueRotating => {
                let token = self.person.rotating.clone();
                let answer = self.exchange(ROTATING_APP, &token).await?;
                self.person.rotating = member(&answer, "refresh_token")?;
            }
            Operation::Issue => {
                let transfer = self.issue().await?;
                self.stock.transfers.put(transfer);
            }
            Operation::Redeem => return self.redeem_one().await,
            Operation::TakeCode => return self.take_one().await,
            Operation::Cycle => {
                let transfer = self.issue().await?;
                let code = self.redeem(&transfer).await?;
                self.take_code(&code).await?;
            }
            Operation::SamlResponse => self.saml_response().await?,
            Operation::Login => {
                let email = tenant::login_email(self.person.number);
                let scope = "offline_access";
                login(&mut self.connection, (&email, STATIC_APP), scope, None).await?;
            }
        }
        Ok(true)
    }

    async fn client_credentials(&mut self) -> Result<()> {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", MACHINE),
            ("client_secret", SECRET),
            ("audience", API),
        ];
        let answer = self.connection.post("/oauth/token", &form).await?;
        member(&ok(answer)?, "access_token").map(drop)
    }

    async fn refresh(&mut self) -> Result<()> {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", ROTATING_APP),
            ("refresh_token", &self.person.refreshing),
        ];
        let answer = ok(self.connection.post("/oauth/token", &form).await?)?;
        member(&answer, "id_token")?;
        self.person.refreshing = member(&answer, "refresh_token")?;
        Ok(())
    }

    async fn issue(&mut self) -> Result<String> {
        let token = self.person.plain.clone();
        let answer = self.exchange(STATIC_APP, &token).await?;
        member(&answer, "access_token")
    }

    async fn exchange(&mut self, app: &str, refresh_token: &str) -> Result<Answer> {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", app),
            ("refresh_token", refresh_token),
            ("audience", TRANSFER_AUDIENCE),
        ];
        ok(self.connection.post("/oauth/token", &form).await?)
    }

    async fn redeem_one(&mut self) -> Result<bool> {
        let Some(transfer) = self.stock.transfers.take() else {
            return Ok(false);
        };
        let code = self.redeem(&transfer).await?;
        self.stock.codes.put(code);
        Ok(true)
    }

    async fn take_one(&mut self) -> Result<bool> {
        let Some(code) = self.stock.codes.take() else {
            return Ok(false);
        };
        self.take_code(&code).await.map(|()| true)
    }

    /// A browser without a cookie shows the token; gives the code.
    async fn redeem(&mut self, transfer: &str) -> Result<String> {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", WEB_APP),
                ("redirect_uri", CALLBACK),
                ("scope", "openid"),
                ("audience", API),
                ("state", "state-0815"),
                ("nonce", "nonce-0815"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
                ("session_transfer_token", transfer),
            ])
            .finish();
        let answer = self.connection.get(&format!("/authorize?{query}")).await?;
        let location = answer.location.unwrap_or_default();
        let query = location.split_once('?').map_or("", |(_, query)| query);
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        match pairs.find(|(name, _)| name == "code") {
            Some((_, code)) if location.starts_with(CALLBACK) => Ok(code.into_owned()),
            _ => bail!("no code but {} and {location:?}", answer.status),
        }
    }

    /// A sign-in to a service provider: the redirect, and the page that posts the response.
    async fn saml_response(&mut self) -> Result<()> {
        let sign_in = format!("/samlp/{SERVICE_PROVIDER}");
        let answer = match self.person.session.clone() {
            Some(session) => self.connection.get_in(&session, &sign_in).await?,
            None => {
                let transfer = self.issue().await?;
                let target = format!("{sign_in}?session_transfer_token={transfer}");
                let answer = self.connection.get(&target).await?;
                self.person.session.clone_from(&answer.session);
                answer
            }
        };
        let location = answer.location.unwrap_or_default();
        let page = ok(self.connection.get(&location).await?)?;
        let has_response = page.body.windows(12).any(|text| text == b"SAMLResponse");
        ensure!(has_response, "no response at {location:?}");
        Ok(())
    }

    async fn take_code(&mut self, code: &str) -> Result<()> {
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", WEB_APP),
            ("client_secret", SECRET),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("code", code),
        ];
        let answer = ok(self.connection.post("/oauth/token", &form).await?)?;
        member(&answer, "id_token").map(drop)
    }
}

/// The password grant of this person at this app.
async fn login(
    connection: &mut Connection,
    (email, app): (&str, &str),
    scope: &str,
    audience: Option<&str>,
) -> Result<Answer> {
    let mut form = vec![
        ("grant_type", "password"),
        ("client_id", app),
        ("username", email),
        ("password", PASSWORD),
        ("scope", scope),
    ];
    form.extend(audience.map(|audience| ("audience", audience)));
    ok(connection.post("/oauth/token", &form).await?)
}

fn ok(answer: Answer) -> Result<Answer> {
    let body = String::from_utf8_lossy(&answer.body);
    ensure!(answer.status == 200, "{}: {body}", answer.status);
    Ok(answer)
}

fn member(answer: &Answer, name: &str) -> Result<String> {
    let body: Value = serde_json::from_slice(&answer.body)?;
    let value = body[name].as_str();
    Ok(value.with_context(|| format!("no {name}"))?.to_owned())
}
