//! The secrets that the server gives out, each asked for and shown as apps and browsers do.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::harness::*;
use crate::history::{Kind, Subject, Told};

/// How long a code is good, in milliseconds (`docs/configuration.md`).
const CODE: i64 = 60_000;

/// What all subjects of a test share.
#[derive(Default)]
pub struct Shared {
    /// Milliseconds of the store's clock since the beginning.
    pub clock: AtomicI64,
    /// How often a process has said something.
    pub answers: AtomicUsize,
    /// Answers with 500: as unknown as no answer, and no server may give one.
    pub accidents: AtomicUsize,
}

/// One person at one address, and the processes that they may ask.
#[derive(Clone)]
pub struct Site {
    pub worlds: Vec<World>,
    pub shared: Arc<Shared>,
}

impl Site {
    fn clock(&self) -> i64 {
        self.shared.clock.load(Ordering::SeqCst)
    }

    /// Asks a process, which may be gone. `None`: it said nothing about the secret.
    async fn ask(
        &self,
        process: usize,
        request: impl FnOnce(&World) -> RequestBuilder,
    ) -> Option<Answer> {
        let world = &self.worlds[process];
        let answer = world.http.attempt(request(world)).await.ok()?;
        if answer.status == 500 {
            self.shared.accidents.fetch_add(1, Ordering::SeqCst);
            println!("{answer:#?}");
        }
        if answer.status >= 500 {
            return None;
        }
        self.shared.answers.fetch_add(1, Ordering::SeqCst);
        Some(answer)
    }

    /// `POST` of a form.
    async fn post(&self, process: usize, path: &str, form: &[(&str, &str)]) -> Option<Answer> {
        let request = |world: &World| world.http.request(Method::POST, path).form(form);
        self.ask(process, request).await
    }

    /// What `/oauth/token` says; what is given is the member with this name.
    async fn token(&self, process: usize, form: &[(&str, &str)], given: &str) -> Told {
        let Some(answer) = self.post(process, "/oauth/token", form).await else {
            return Told::unknown();
        };
        let body = answer.json();
        if answer.status == 403 && body["error"] == "invalid_grant" {
            return Told::refused();
        }
        let tokens = answer.expect(200).json();
        let expires = (given == "access_token").then(|| {
            let seconds = tokens["expires_in"].as_i64().expect("a number");
            self.clock() + seconds * 1_000
        });
        Told {
            given: tokens[given].as_str().map(str::to_owned),
            expires,
            whose: tokens["id_token"].as_str().map(subject_of),
            ..Told::done()
        }
    }

    /// A new login of a native app; its refresh token.
    async fn log_in(&self, process: usize, client: &str) -> Told {
        let form = [
            ("grant_type", "password"),
            ("client_id", client),
            ("username", &self.worlds[process].email),
            ("password", PASSWORD),
            ("scope", "openid offline_access"),
        ];
        self.token(process, &form, "refresh_token").await
    }

    async fn revoke(&self, process: usize, client: &str, token: &str) -> Told {
        let form = [("client_id", client), ("token", token)];
        match self.post(process, "/oauth/revoke", &form).await {
            None => Told::unknown(),
            Some(answer) => {
                answer.expect(200);
                Told::done()
            }
        }
    }

    /// An authorization request of a browser that may have a session.
    async fn authorize(
        &self,
        process: usize,
        session: Option<&str>,
        more: &[(&str, &str)],
    ) -> Option<Answer> {
        let request = |world: &World| {
            let url = world.authorize_url("web", more);
            let request = world.http.request(Method::GET, &url);
            match session {
                None => request,
                Some(session) => request.header("Cookie", format!("auth0={session}")),
            }
        };
        self.ask(process, request).await
    }
}

/// Whose an ID token is.
fn subject_of(token: &str) -> String {
    let payload = token.split('.').nth(1).expect("three parts");
    let payload = URL_SAFE_NO_PAD.decode(payload).expect("base64");
    let claims: Value = serde_json::from_slice(&payload).expect("JSON");
    text(&claims, "sub")
}

fn refreshing<'a>(client: &'a str, token: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("grant_type", "refresh_token"),
        ("client_id", client),
        ("refresh_token", token),
    ]
}

/// Refresh tokens that stay: each use gives a session transfer token.
pub struct Families(pub Site);

impl Subject for Families {
    const SHOWN: Kind = Kind::Use;

    fn clock(&self) -> i64 {
        self.0.clock()
    }

    async fn issue(&self, process: usize) -> Told {
        self.0.log_in(process, "native-static").await
    }

    async fn show(&self, process: usize, secret: &str) -> Told {
        let audience = self.0.worlds[process].transfer_audience();
        let mut form = refreshing("native-static", secret);
        form.push(("audience", &audience));
        let told = self.0.token(process, &form, "access_token").await;
        // Whose it is shows when what comes of it is.
        Told {
            whose: None,
            ..told
        }
    }

    async fn revoke(&self, process: usize, secret: &str) -> Told {
        self.0.revoke(process, "native-static", secret).await
    }
}

/// Refresh tokens that rotate, half of the times with a session transfer token beside the next one.
pub struct Lines(pub Site);

impl Subject for Lines {
    const SHOWN: Kind = Kind::Rotate;

    fn clock(&self) -> i64 {
        self.0.clock()
    }

    async fn issue(&self, process: usize) -> Told {
        self.0.log_in(process, "native").await
    }

    async fn show(&self, process: usize, secret: &str) -> Told {
        let audience = self.0.worlds[process].transfer_audience();
        let mut form = refreshing("native", secret);
        if secret.ends_with(|last: char| u32::from(last) % 2 == 0) {
            form.push(("audience", &audience));
        }
        self.0.token(process, &form, "refresh_token").await
    }

    async fn revoke(&self, process: usize, secret: &str) -> Told {
        self.0.revoke(process, "native", secret).await
    }
}

/// Session transfer tokens; what is given is a session.
pub struct Transfers {
    pub site: Site,
    /// Of the browser that shows it. Where it is the same person's, the unique index that lets one transfer make one
    /// session stands behind nothing: the burn alone decides.
    pub session: Option<String>,
}

impl Subject for Transfers {
    const SHOWN: Kind = Kind::Redeem;

    fn clock(&self) -> i64 {
        self.site.clock()
    }

    async fn show(&self, process: usize, secret: &str) -> Told {
        let more = [("session_transfer_token", secret)];
        let session = self.session.as_deref();
        let Some(answer) = self.site.authorize(process, session, &more).await else {
            return Told::unknown();
        };
        match answer.outcome() {
            Outcome::Code(_) => Told::gave(&answer.cookie("auth0").expect("a session"), None),
            Outcome::Login => Told::refused(),
            other => panic!("neither code nor login but {other:?}"),
        }
    }
}

/// Sessions: each use gives a code.
pub struct Sessions(pub Site);

impl Subject for Sessions {
    const SHOWN: Kind = Kind::Use;

    fn clock(&self) -> i64 {
        self.0.clock()
    }

    async fn show(&self, process: usize, secret: &str) -> Told {
        let silently = [("prompt", "none")];
        let answer = self.0.authorize(process, Some(secret), &silently).await;
        let Some(answer) = answer else {
            return Told::unknown();
        };
        match answer.outcome() {
            Outcome::Code(code) => Told::gave(&code, Some(self.clock() + CODE)),
            Outcome::Refused(error, _) if error == "login_required" => Told::refused(),
            other => panic!("neither code nor login_required but {other:?}"),
        }
    }
}

/// Codes; the answer names the person.
pub struct Codes(pub Site);

impl Subject for Codes {
    const SHOWN: Kind = Kind::Redeem;

    fn clock(&self) -> i64 {
        self.0.clock()
    }

    async fn show(&self, process: usize, code: &str) -> Told {
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "web"),
            ("client_secret", &secret("web")),
            ("code", code),
            ("redirect_uri", &callback("web")),
            ("code_verifier", VERIFIER),
        ];
        self.0.token(process, &form, "nothing").await
    }
}
