//! What the OpenID Foundation's conformance suite asks of a provider, in the standards' dialect. Each test has the name of
//! the suite's module, and each of the modules below that of a plan.

mod flows;
mod logout;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::OnceCell;
use url::Url;

use crate::harness::*;
use crate::oauth::claims::profile;

const PEOPLE: usize = 200;
static SQLITE: OnceCell<Arc<Server>> = OnceCell::const_new();
static POSTGRES: OnceCell<Arc<Server>> = OnceCell::const_new();
static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

/// The tenant that the suite asks for: clients of every flow, and people with every claim.
fn tenant() -> Tenant {
    let mut tenant = Tenant::standard(PEOPLE);
    for client in ["web", "web-second"] {
        let grants = json!(["authorization_code", "implicit", "refresh_token"]);
        tenant.client(client)["grant_types"] = grants;
    }
    for number in 0..PEOPLE {
        let person = tenant.user(number).as_object_mut().expect("an object");
        person.extend(profile());
    }
    tenant
}

/// A server that speaks the standards' dialect.
pub async fn setup(engine: Engine) -> Setup {
    let setup = Setup::new(engine).await.set("PROTOCOL__DIALECT", "oidc");
    setup.tenant(&tenant())
}

/// One plan's variant, with a person of its own.
pub struct Suite {
    pub world: World,
    pub response_type: &'static str,
    pub response_mode: &'static str,
}

/// What arrived at the callback.
pub struct Arrived(pub BTreeMap<String, String>);

impl Arrived {
    #[track_caller]
    pub fn get(&self, name: &str) -> &str {
        let value = self.0.get(name);
        value.unwrap_or_else(|| panic!("no {name} in {:?}", self.0))
    }
}

/// What a login gave.
pub struct Tokens {
    pub id_token: Value,
    /// The claims of the ID token.
    pub id: Value,
    pub access_token: Option<String>,
    pub answer: Value,
}

impl Suite {
    /// A suite on the server that tests share: its clock is left alone.
    pub async fn shared(engine: Engine) -> Self {
        let cell = match engine {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        let start = async { setup(engine).await.start().await };
        let server = cell.get_or_init(|| start).await;
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        assert!(number < PEOPLE, "the server needs more people");
        Self::of(World::of(server).with_user(number))
    }

    /// A suite on a server of its own.
    pub async fn own(engine: Engine) -> Self {
        Self::of(World::of(&setup(engine).await.start().await))
    }

    fn of(world: World) -> Self {
        Self {
            world,
            response_type: "code",
            response_mode: "",
        }
    }

    pub fn flow(mut self, response_type: &'static str, response_mode: &'static str) -> Self {
        self.response_type = response_type;
        self.response_mode = response_mode;
        self
    }

    pub fn has(&self, word: &str) -> bool {
        self.response_type.split(' ').any(|w| w == word)
    }

    /// The authorization request.
    pub async fn ask(&self, browser: &Browser, more: &[(&str, &str)]) -> Answer {
        let mut form = vec![
            ("response_type", self.response_type),
            ("response_mode", self.response_mode),
            ("scope", "openid"),
        ];
        form.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        form.extend(more);
        self.world.authorize(browser, "web", &form).await
    }

    /// What arrives at the callback: in the query, in the fragment, or by a form that a page posts.
    pub async fn arrived(&self, browser: &Browser, answer: Answer) -> Arrived {
        let mut answer = answer;
        while answer.outcome_of_ours().is_some() {
            answer = browser.follow(&answer).await;
        }
        let pairs: BTreeMap<String, String> = if self.response_mode == "form_post" {
            let form = Form::parse(&answer.body).unwrap_or_else(|| panic!("no form: {answer:#?}"));
            assert_eq!(form.action, callback("web"));
            form.fields.into_iter().collect()
        } else {
            let to = answer
                .location()
                .unwrap_or_else(|| panic!("no redirect: {answer:#?}"));
            assert!(to.as_str().starts_with(&callback("web")), "{to}");
            let sent = match (to.query(), to.fragment()) {
                (Some(query), None) => query,
                (None, Some(fragment)) => fragment,
                _ => panic!("neither in the query nor in the fragment: {to}"),
            };
            let in_fragment = to.fragment().is_some();
            assert_eq!(in_fragment, self.response_type != "code", "{to}");
            form_urlencoded::parse(sent.as_bytes())
                .into_owned()
                .collect()
        };
        // RFC 9207, in every response.
        assert_eq!(
            pairs.get("iss").map(String::as_str),
            Some(self.world.issuer()),
            "{pairs:?}"
        );
        assert_eq!(
            pairs.get("state").map(String::as_str),
            Some(STATE),
            "{pairs:?}"
        );
        Arrived(pairs)
    }

    /// Through the login page to the callback.
    pub async fn log_in(&self, browser: &Browser, more: &[(&str, &str)]) -> Arrived {
        let start = self.ask(browser, more).await;
        assert_eq!(start.outcome(), Outcome::Login, "{start:#?}");
        let page = browser.follow(&start).await.expect(200);
        let filled = [
            ("username", self.world.email.as_str()),
            ("password", PASSWORD),
        ];
        let sent = browser.submit(&page, &filled).await.expect(303);
        self.arrived(browser, sent).await
    }

    /// What arrives without any page of ours in between.
    pub async fn pass(&self, browser: &Browser, more: &[(&str, &str)]) -> Arrived {
        let answer = self.ask(browser, more).await;
        assert_ne!(
            answer.outcome_of_ours(),
            Some(Outcome::Login),
            "{answer:#?}"
        );
        self.arrived(browser, answer).await
    }

    /// The tokens behind what arrived, with the ID token verified.
    pub async fn tokens(&self, arrived: &Arrived) -> Tokens {
        let mut answer = json!({});
        if self.has("code") {
            answer = self
                .world
                .code("web", arrived.get("code"))
                .await
                .expect(200)
                .json();
            assert_eq!(answer["token_type"], "Bearer");
        }
        let front = arrived.0.get("id_token").map(|token| json!(token));
        let id_token = front.unwrap_or_else(|| answer["id_token"].clone());
        let id = self.world.verify(&id_token, "web").await.claims;
        let access_token = answer["access_token"].as_str().map(str::to_owned);
        let access_token = access_token.or(arrived.0.get("access_token").cloned());
        Tokens {
            id_token,
            id,
            access_token,
            answer,
        }
    }

    /// A login, whose tokens are checked.
    pub async fn signed_in(&self, more: &[(&str, &str)]) -> (Browser, Tokens) {
        let browser = self.world.browser();
        let arrived = self.log_in(&browser, more).await;
        let tokens = self.tokens(&arrived).await;
        (browser, tokens)
    }

    /// The claims of `scope`, of `/userinfo`, or of the ID token where no access token is asked for.
    pub async fn claims(&self, scope: &str) -> Value {
        let (_, tokens) = self.signed_in(&[("scope", scope)]).await;
        match &tokens.access_token {
            Some(token) => {
                let claims = self.world.userinfo(token).await.expect(200).json();
                assert_eq!(claims["sub"], tokens.id["sub"]);
                claims
            }
            None => tokens.id,
        }
    }
}

/// An error page of the server's own: nothing was sent to the application.
#[track_caller]
pub fn expect_page(answer: &Answer) {
    assert_eq!(answer.location(), None, "{answer:#?}");
    assert!((400..500).contains(&answer.status), "{answer:#?}");
    assert!(
        answer.header("content-type").starts_with("text/html"),
        "{answer:#?}"
    );
}

/// The parameters of a URL's query.
pub fn query(url: &Url) -> BTreeMap<String, String> {
    url.query_pairs().into_owned().collect()
}

mod config {
    use super::*;

    on_both_engines! { oidcc_discovery_endpoint_verification }

    async fn oidcc_discovery_endpoint_verification(engine: Engine) {
        let suite = Suite::shared(engine).await;
        let path = "/.well-known/openid-configuration";
        let found = suite.world.http.get(path).await.expect(200).json();
        assert_eq!(found["issuer"], suite.world.issuer());
        for endpoint in [
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "jwks_uri",
            "end_session_endpoint",
        ] {
            assert!(
                text(&found, endpoint).starts_with(suite.world.issuer()),
                "{endpoint}"
            );
        }
        let has = |list: &str, word: &str| {
            let words = found[list].as_array().expect("a list");
            assert!(words.contains(&json!(word)), "{list} without {word}");
        };
        for response_type in [
            "code",
            "id_token",
            "token id_token",
            "code id_token",
            "code token id_token",
        ] {
            has("response_types_supported", response_type);
        }
        for claim in profile().keys() {
            let claim = claim.replace("phone_verified", "phone_number_verified");
            has("claims_supported", &claim);
        }
        has("scopes_supported", "openid");
        has("subject_types_supported", "public");
        has("id_token_signing_alg_values_supported", "RS256");
        has("response_modes_supported", "form_post");
        assert_eq!(found["request_parameter_supported"], false);
        assert_eq!(found["request_uri_parameter_supported"], false);
        assert_eq!(
            found["authorization_response_iss_parameter_supported"],
            true
        );
        let keys = suite.world.keys().await;
        let keys = keys["keys"].as_array().expect("a list");
        assert!(!keys.is_empty());
        for key in keys {
            assert!(key.get("d").is_none() && key["kty"] == "RSA" && key["kid"].is_string());
        }
    }
}
