//! A test's hand on a server: one person at one address, and the requests that apps make.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Method, Url};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::browser::{Answer, Browser, Http, Outcome, STATE};
use super::jwt::{self, Jwt};
use super::server::{Server, Setup};
use super::tenant::{self, CONNECTION, PASSWORD, Tenant};
use crate::common::Engine;

/// RFC 7636, section 4.1: between 43 and 128 characters.
pub const VERIFIER: &str = "the-same-verifier-in-every-test-is-good-enough";
pub const NONCE: &str = "nonce-0815";
pub const SCOPE: &str = "openid profile email offline_access";
pub const TRANSFER_COOKIE: &str = "auth0_session_transfer_token";

const SHARED_USERS: usize = 1000;
static SQLITE: OnceCell<Arc<Server>> = OnceCell::const_new();
static POSTGRES: OnceCell<Arc<Server>> = OnceCell::const_new();
static WORLDS: AtomicUsize = AtomicUsize::new(1);
static USERS: AtomicUsize = AtomicUsize::new(0);

#[derive(Clone)]
pub struct World {
    pub server: Arc<Server>,
    pub http: Http,
    /// The address that the server sees.
    pub ip: String,
    pub email: String,
}

/// What a login of a native app gave, and the transfer token that it was exchanged for.
pub struct Transfer {
    pub token: String,
    pub refresh_token: String,
    pub answer: Value,
}

/// Sets a parameter, or takes it away where the value is empty.
pub type Parameter<'a> = (&'a str, &'a str);

impl World {
    /// A server that other tests use too: its clock must be left alone. The person and the
    /// address are this test's own.
    pub async fn shared(engine: Engine) -> Self {
        let cell = match engine {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        let start = async {
            let setup = Setup::new(engine).await;
            setup.tenant(&Tenant::standard(SHARED_USERS)).start().await
        };
        let number = USERS.fetch_add(1, Ordering::Relaxed);
        assert!(number < SHARED_USERS, "the shared server needs more people");
        Self::of(cell.get_or_init(|| start).await).with_user(number)
    }

    /// A server of the test's own, with the standard tenant.
    pub async fn own(engine: Engine) -> Self {
        Self::of(&Setup::new(engine).await.start().await)
    }

    /// The first person of a server's tenant, at a new address.
    pub fn of(server: &Arc<Server>) -> Self {
        let number = WORLDS.fetch_add(1, Ordering::Relaxed);
        // RFC 2544 sets 198.18.0.0/15 aside for tests.
        let ip = format!("198.18.{}.{}", number / 256, number % 256);
        Self {
            server: Arc::clone(server),
            http: Http::new(server, Some(ip.clone())),
            ip,
            email: tenant::email(0),
        }
    }

    /// Another person at the same address.
    pub fn with_user(mut self, number: usize) -> Self {
        self.email = tenant::email(number);
        self
    }

    /// The same person at another address.
    pub fn at(&self, ip: &str) -> Self {
        let mut elsewhere = self.clone();
        elsewhere.http.ip = Some(ip.to_owned());
        elsewhere.ip = ip.to_owned();
        elsewhere
    }

    /// The same person, really at the loopback address, with a header on every request that may
    /// say otherwise.
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut elsewhere = self.clone();
        elsewhere.http.ip = None;
        elsewhere
            .http
            .headers
            .push((name.to_owned(), value.to_owned()));
        elsewhere
    }

    /// The same person at the same address, asking another process.
    pub fn asking(&self, server: &Arc<Server>) -> Self {
        Self {
            server: Arc::clone(server),
            http: Http::new(server, self.http.ip.clone()),
            ip: self.ip.clone(),
            email: self.email.clone(),
        }
    }

    pub fn issuer(&self) -> &str {
        &self.server.issuer
    }

    pub fn browser(&self) -> Browser {
        Browser::new(&self.http)
    }

    /// `POST` of a form.
    pub async fn post(&self, path: &str, form: &[Parameter<'_>]) -> Answer {
        self.http
            .send(self.http.request(Method::POST, path).form(form))
            .await
    }

    /// `POST /oauth/token` as this client: a form with its secret, if it has one.
    pub async fn token(&self, client: &str, form: &[Parameter<'_>]) -> Answer {
        let secret = tenant::secret(client);
        let mut form = form.to_vec();
        form.push(("client_id", client));
        if !tenant::is_public(client) {
            form.push(("client_secret", &secret));
        }
        self.post("/oauth/token", &form).await
    }

    /// The password grant.
    pub async fn password(&self, client: &str, more: &[Parameter<'_>]) -> Answer {
        let form = [
            ("grant_type", "password"),
            ("username", &self.email),
            ("password", PASSWORD),
            ("scope", SCOPE),
        ];
        self.token(client, &replaced(&form, more)).await
    }

    /// The refresh token of a new login of a native app. One that so many others put off is tried again, as it is told to.
    pub async fn refresh_token(&self, client: &str) -> String {
        let mut answer = self.password(client, &[]).await;
        for _ in 0..20 {
            if ![429, 503].contains(&answer.status) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
            answer = self.password(client, &[]).await;
        }
        text(&answer.expect(200).json(), "refresh_token")
    }

    pub async fn refresh(
        &self,
        client: &str,
        refresh_token: &str,
        more: &[Parameter<'_>],
    ) -> Answer {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
        ];
        self.token(client, &replaced(&form, more)).await
    }

    /// The exchange of a refresh token for a session transfer token.
    pub async fn exchange(&self, client: &str, refresh_token: &str) -> Answer {
        let audience = self.transfer_audience();
        self.refresh(client, refresh_token, &[("audience", &audience)])
            .await
    }

    pub fn transfer_audience(&self) -> String {
        let issuer: Url = self.issuer().parse().expect("a URL");
        format!(
            "urn:{}:session_transfer",
            issuer.host_str().expect("a host")
        )
    }

    /// A new login of a native app and its exchange.
    pub async fn transfer(&self, client: &str) -> Transfer {
        let refresh_token = self.refresh_token(client).await;
        let answer = self
            .exchange(client, &refresh_token)
            .await
            .expect(200)
            .json();
        Transfer {
            token: text(&answer, "access_token"),
            refresh_token: answer["refresh_token"]
                .as_str()
                .unwrap_or(&refresh_token)
                .to_owned(),
            answer,
        }
    }

    /// The path and query of an authorization request.
    pub fn authorize_url(&self, client: &str, more: &[Parameter<'_>]) -> String {
        let callback = tenant::callback(client);
        let challenge = jwt::challenge(VERIFIER);
        let usual = [
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", &callback),
            ("scope", SCOPE),
            ("state", STATE),
            ("nonce", NONCE),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(replaced(&usual, more))
            .finish();
        format!("/authorize?{query}")
    }

    pub async fn authorize(
        &self,
        browser: &Browser,
        client: &str,
        more: &[Parameter<'_>],
    ) -> Answer {
        browser.get(&self.authorize_url(client, more)).await
    }

    /// Redeems a transfer token in the query.
    pub async fn redeem(&self, browser: &Browser, client: &str, token: &str) -> Answer {
        self.authorize(browser, client, &[("session_transfer_token", token)])
            .await
    }

    /// Exchanges a code.
    pub async fn code(&self, client: &str, code: &str) -> Answer {
        let callback = tenant::callback(client);
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &callback),
            ("code_verifier", VERIFIER),
        ];
        self.token(client, &form).await
    }

    /// A browser in which this person has logged in through the page, and the app's tokens.
    pub async fn logged_in(&self, client: &str) -> (Browser, Value) {
        let browser = self.browser();
        let start = self.authorize(&browser, client, &[]).await;
        let code = browser.log_in(&start, &self.email).await.code();
        let tokens = self.code(client, &code).await.expect(200).json();
        (browser, tokens)
    }

    /// A browser that a transfer has logged in, and the app's tokens.
    pub async fn transferred(&self, native: &str, web: &str) -> (Browser, Value) {
        let transfer = self.transfer(native).await;
        let browser = self.browser();
        let code = self.redeem(&browser, web, &transfer.token).await.code();
        let tokens = self.code(web, &code).await.expect(200).json();
        (browser, tokens)
    }

    /// Whether the browser has a session: silent authentication says so without changing it.
    pub async fn has_session(&self, browser: &Browser) -> bool {
        let answer = self.authorize(browser, "web", &[("prompt", "none")]).await;
        match answer.outcome() {
            Outcome::Code(_) => true,
            Outcome::Refused(error, _) if error == "login_required" => false,
            other => panic!("neither code nor login_required but {other:?}"),
        }
    }

    pub async fn revoke(&self, client: &str, refresh_token: &str) -> Answer {
        let secret = tenant::secret(client);
        let mut form = vec![("client_id", client), ("token", refresh_token)];
        if !tenant::is_public(client) {
            form.push(("client_secret", &secret));
        }
        self.post("/oauth/revoke", &form).await
    }

    pub async fn userinfo(&self, access_token: &str) -> Answer {
        let request = self.http.request(Method::GET, "/userinfo");
        self.http.send(request.bearer_auth(access_token)).await
    }

    pub async fn keys(&self) -> Value {
        self.http
            .get("/.well-known/jwks.json")
            .await
            .expect(200)
            .json()
    }

    /// Verifies a token for this audience.
    pub async fn verify(&self, token: &Value, audience: &str) -> Jwt {
        let token = token
            .as_str()
            .unwrap_or_else(|| panic!("no token but {token}"));
        jwt::verify(token, &self.keys().await, self.issuer(), audience).expect("a good token")
    }

    /// A token for the Management API.
    pub async fn management_token(&self) -> String {
        let audience = format!("{}api/v2/", self.issuer());
        let form = [
            ("grant_type", "client_credentials"),
            ("audience", &audience),
        ];
        let mut quiet = self.clone();
        quiet.http.ip = None;
        text(
            &quiet.token("machine", &form).await.expect(200).json(),
            "access_token",
        )
    }

    /// A request to the Management API.
    pub async fn manage(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut quiet = self.http.clone();
        quiet.ip = None;
        let mut request = quiet
            .request(method, path)
            .bearer_auth(self.management_token().await);
        if let Some(body) = body {
            request = request.json(&body);
        }
        quiet.send(request).await
    }

    /// A new account, whose person is at the same address.
    pub async fn account(&self, name: &str) -> Self {
        let email = format!("{name}.{}@example.com", self.ip.replace('.', "-"));
        let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
        let made = self.manage(Method::POST, "/api/v2/users", Some(body)).await;
        made.expect(201);
        let mut of = self.clone();
        of.email = email;
        of
    }

    /// This person as administrators see them.
    pub async fn profile(&self) -> Value {
        let path = format!("/api/v2/users?q=email:{}", self.email);
        let found = self.manage(Method::GET, &path, None).await.expect(200);
        found.json()[0].clone()
    }

    /// This person's id.
    pub async fn user_id(&self) -> String {
        text(&self.profile().await, "user_id")
    }

    /// Where the Management API has this person.
    pub async fn user_path(&self) -> String {
        format!("/api/v2/users/{}", self.user_id().await.replace('|', "%7C"))
    }

    /// This person's own token for the Management API.
    pub async fn own_token(&self, scope: &str) -> String {
        let audience = format!("{}api/v2/", self.issuer());
        let more = [("audience", audience.as_str()), ("scope", scope)];
        let tokens = self.password("native", &more).await.expect(200).json();
        text(&tokens, "access_token")
    }

    /// The tenant log of this address, the newest first.
    pub async fn logs(&self) -> Vec<Value> {
        let path = "/api/v2/logs?per_page=100&sort=date:-1";
        let entries = self
            .manage(Method::GET, path, None)
            .await
            .expect(200)
            .json();
        let entries = entries.as_array().expect("an array").clone();
        entries
            .into_iter()
            .filter(|entry| entry["ip"] == self.ip)
            .collect()
    }

    /// The one entry of this type and, unless it is empty, this description.
    pub async fn logged(&self, kind: &str, description: &str) -> Value {
        let logs = self.logs().await;
        let fits = |entry: &&Value| {
            entry["type"] == kind && (description.is_empty() || entry["description"] == description)
        };
        let found: Vec<_> = logs.iter().filter(fits).collect();
        assert_eq!(found.len(), 1, "{kind} {description:?} among {logs:#?}");
        found[0].clone()
    }

    /// Stops the server's clock.
    pub async fn freeze(&self, now: &str) {
        let request = self.http.request(Method::PUT, "/_footbridge/clock");
        let answer = self.http.send(request.json(&json!({ "now": now }))).await;
        assert!(answer.status < 300, "{answer:#?}");
    }

    /// Moves the server's clock forward.
    pub async fn advance(&self, by: &str) {
        let request = self.http.request(Method::POST, "/_footbridge/clock");
        let answer = self
            .http
            .send(request.json(&json!({ "advance": by })))
            .await;
        assert!(answer.status < 300, "{answer:#?}");
    }
}

/// A string member of a JSON object.
#[track_caller]
pub fn text(value: &Value, key: &str) -> String {
    let member = value[key].as_str();
    member
        .unwrap_or_else(|| panic!("no {key} in {value:#}"))
        .to_owned()
}

/// `usual` with the values of `more`; an empty value takes the parameter away.
fn replaced<'a>(usual: &[Parameter<'a>], more: &[Parameter<'a>]) -> Vec<Parameter<'a>> {
    let kept = usual
        .iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| name != other));
    let added = more.iter().filter(|(_, value)| !value.is_empty());
    kept.chain(added).copied().collect()
}
