//! Signing in at an identity provider elsewhere.

mod answers;
mod pages;
pub mod provider;
mod settings;
mod troubles;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use provider::{Away, Provider};

const CLIENTS: [&str; 2] = ["web", "native"];
const INVALID: &str = "The identity provider's answer is not valid";
const UNUSABLE: &str = "The identity provider could not be used";

/// Where a test stands: a server with a connection, and its provider.
struct Place {
    world: World,
    provider: Provider,
    /// The connection's id.
    id: String,
}

/// A server of the test's own, which may call this machine, with the connection `corp`.
async fn place(engine: Engine, more: Value) -> Place {
    let setup = Setup::new(engine).await;
    let setup = setup.set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true");
    let world = World::of(&setup.start().await);
    let provider = Provider::start().await;
    let id = connect(&world, &provider, ("corp", more)).await;
    Place {
        world,
        provider,
        id,
    }
}

/// The options, as Auth0's Management API takes them for `oidc`.
fn options(provider: &Provider, more: Value) -> Value {
    let mut options = json!({
        "type": "back_channel", "client_id": "us-at-corp", "client_secret": "corp+secret",
        "discovery_url": format!("{}/.well-known/openid-configuration", provider.issuer),
        "scope": "openid profile email",
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        options[name] = value.clone();
    }
    options
}

async fn connect(world: &World, provider: &Provider, (name, more): (&str, Value)) -> String {
    let body = json!({ "name": name, "strategy": "oidc", "display_name": "Corp & Sons",
        "show_as_button": true, "options": options(provider, more) });
    let made = call(world, Method::POST, "/connections", body).await;
    let id = text(&made.expect(201).json(), "id");
    let clients = CLIENTS.map(|client| json!({ "client_id": client, "status": true }));
    let path = format!("/connections/{id}/clients");
    let enabled = call(world, Method::PATCH, &path, json!(clients)).await;
    enabled.expect(204);
    id
}

fn now() -> i64 {
    i64::try_from(jsonwebtoken::get_current_timestamp()).expect("seconds")
}

impl Place {
    /// From the application straight to the provider.
    async fn leave(&self, browser: &Browser) -> Away {
        let asked = [("connection", "corp")];
        let answer = self.world.authorize(browser, "web", &asked).await;
        Away::of(&answer, &self.provider)
    }

    /// The provider's token for that login, with changes; `null` leaves a claim out.
    fn claims(&self, away: &Away, changes: Value) -> Value {
        let mut claims = away.claims(&self.provider, now());
        for (name, value) in changes.as_object().into_iter().flatten() {
            claims[name] = value.clone();
        }
        if let Some(claims) = claims.as_object_mut() {
            claims.retain(|_, value| !value.is_null());
        }
        claims
    }

    /// The browser comes back with a code, for which the provider gives a token.
    async fn back(&self, browser: &Browser, away: &Away, changes: Value) -> Answer {
        let claims = self.claims(away, changes);
        self.provider.gives(self.provider.key().sign(&claims));
        callback(browser, &[("code", "c0de"), ("state", away.state())]).await
    }

    /// A whole login; the code for the application.
    async fn sign_in(&self, browser: &Browser, changes: Value) -> String {
        let away = self.leave(browser).await;
        let back = self.back(browser, &away, changes).await.expect(303);
        assert_eq!(back.outcome(), Outcome::Resume, "{back:#?}");
        browser.follow(&back).await.code()
    }

    /// A login that the application is told to have failed.
    #[track_caller]
    fn refused(answer: &Answer, description: &str) {
        let expected = Outcome::Refused("access_denied".to_owned(), description.to_owned());
        assert_eq!(answer.outcome(), expected, "{answer:#?}");
    }

    async fn users(&self) -> Vec<Value> {
        let found = get(
            &self.world,
            "/users?q=identities.connection:corp&search_engine=v3",
        )
        .await;
        found.as_array().cloned().unwrap_or_default()
    }
}

async fn callback(browser: &Browser, parameters: &[(&str, &str)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    browser.get(&format!("/login/callback?{query}")).await
}
