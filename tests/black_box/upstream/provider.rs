//! An identity provider as OpenID Connect describes it (Core, Discovery), whose tokens and troubles a test chooses.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{RawForm, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Url;
use serde_json::{Value, json};

use crate::harness::*;

/// What the provider does instead of answering.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Fails,
    Stalls,
    Floods,
    Babbles,
}

/// A key that signs, and how it is published.
#[derive(Clone)]
pub struct Key {
    pub kid: String,
    algorithm: Algorithm,
    signer: EncodingKey,
    published: Value,
}

impl Key {
    pub fn rsa(kid: &str) -> Self {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).expect("a key");
        let signer = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes());
        Self::of(kid, Algorithm::RS256, signer.expect("a PEM key"))
    }

    pub fn elliptic(kid: &str) -> Self {
        let pair = rcgen::KeyPair::generate().expect("a key");
        let signer = EncodingKey::from_ec_pem(pair.serialize_pem().as_bytes());
        Self::of(kid, Algorithm::ES256, signer.expect("a PEM key"))
    }

    fn of(kid: &str, algorithm: Algorithm, signer: EncodingKey) -> Self {
        let published = Jwk::from_encoding_key(&signer, algorithm).expect("a public key");
        let mut published = json!(published);
        published["kid"] = kid.into();
        Self {
            kid: kid.to_owned(),
            algorithm,
            signer,
            published,
        }
    }

    pub fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(self.algorithm);
        header.kid = Some(self.kid.clone());
        encode(&header, claims, &self.signer).expect("a token")
    }
}

struct Shared {
    keys: Vec<Key>,
    metadata: Value,
    id_token: String,
    userinfo: Value,
    trouble: HashMap<&'static str, Trouble>,
    /// Paths, and forms that were posted to them.
    asked: Vec<(&'static str, HeaderMap, String)>,
}

#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    shared: Arc<Mutex<Shared>>,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let issuer = format!("http://127.0.0.1:{port}");
        let metadata = json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        });
        let shared = Shared {
            keys: vec![Key::elliptic("first")],
            metadata,
            id_token: String::new(),
            userinfo: json!({}),
            trouble: HashMap::new(),
            asked: vec![],
        };
        let provider = Self {
            issuer,
            shared: Arc::new(Mutex::new(shared)),
        };
        let discovery = |State(p): State<Self>, h: HeaderMap| async move {
            p.answer("discovery", (h, String::new()), |s| s.metadata.clone())
                .await
        };
        let keys = |State(p): State<Self>, h: HeaderMap| async move {
            let keys = |s: &Shared| json!({ "keys": published(&s.keys) });
            p.answer("keys", (h, String::new()), keys).await
        };
        let token = |State(p): State<Self>, h: HeaderMap, RawForm(form): RawForm| async move {
            let form = String::from_utf8(form.to_vec()).expect("UTF-8");
            let tokens = |s: &Shared| {
                json!({ "id_token": s.id_token, "access_token": "at-of-the-provider",
                    "token_type": "Bearer", "expires_in": 60 })
            };
            p.answer("token", (h, form), tokens).await
        };
        let userinfo = |State(p): State<Self>, h: HeaderMap| async move {
            p.answer("userinfo", (h, String::new()), |s| s.userinfo.clone())
                .await
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    async fn answer(
        &self,
        what: &'static str,
        (headers, form): (HeaderMap, String),
        body: impl Fn(&Shared) -> Value,
    ) -> Response {
        let (trouble, body) = {
            let mut shared = self.shared.lock().expect("no holder panics");
            shared.asked.push((what, headers, form));
            (shared.trouble.get(what).copied(), body(&shared))
        };
        match trouble {
            None => Json(body).into_response(),
            Some(Trouble::Fails) => {
                let body = Json(json!({ "error": "server_error" }));
                (StatusCode::INTERNAL_SERVER_ERROR, body).into_response()
            }
            Some(Trouble::Stalls) => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                StatusCode::OK.into_response()
            }
            Some(Trouble::Floods) => "{\"a\":\"".to_owned().into_response().map(|_| {
                axum::body::Body::from(format!("{{\"a\":\"{}\"}}", "x".repeat(200 * 1024)))
            }),
            Some(Trouble::Babbles) => "<html>".into_response(),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Shared)) {
        change(&mut self.shared.lock().expect("no holder panics"));
    }

    pub fn be(&self, what: &'static str, trouble: Option<Trouble>) {
        self.change(|shared| match trouble {
            Some(trouble) => drop(shared.trouble.insert(what, trouble)),
            None => drop(shared.trouble.remove(what)),
        });
    }

    pub fn publish(&self, keys: &[&Key]) {
        self.change(|shared| shared.keys = keys.iter().map(|key| (*key).clone()).collect());
    }

    pub fn says_of_itself(&self, name: &str, value: Value) {
        self.change(|shared| shared.metadata[name] = value);
    }

    pub fn says_of_user(&self, userinfo: Value) {
        self.change(|shared| shared.userinfo = userinfo);
    }

    /// The next token.
    pub fn gives(&self, id_token: String) {
        self.change(|shared| shared.id_token = id_token);
    }

    pub fn key(&self) -> Key {
        self.shared.lock().expect("no holder panics").keys[0].clone()
    }

    /// What was asked of an endpoint.
    pub fn asked(&self, what: &str) -> Vec<(HeaderMap, HashMap<String, String>)> {
        let shared = self.shared.lock().expect("no holder panics");
        let asked = shared.asked.iter().filter(|(name, ..)| *name == what);
        let read = |form: &str| {
            let pairs = form_urlencoded::parse(form.as_bytes());
            pairs.into_owned().collect()
        };
        asked.map(|(_, h, form)| (h.clone(), read(form))).collect()
    }
}

fn published(keys: &[Key]) -> Vec<Value> {
    // A key that no one can read stands beside them, as new kinds do.
    let odd = json!({ "kty": "AKP", "kid": "odd", "alg": "ML-DSA-44", "pub": "AA" });
    let keys = keys.iter().map(|key| key.published.clone());
    std::iter::once(odd).chain(keys).collect()
}

/// A browser that was sent to the provider: what the request says.
pub struct Away {
    pub url: Url,
    pub parameters: HashMap<String, String>,
}

impl Away {
    #[track_caller]
    pub fn of(answer: &Answer, provider: &Provider) -> Self {
        let url = answer.location();
        let url = url.unwrap_or_else(|| panic!("no redirect: {answer:#?}"));
        let start = format!("{}/authorize?", provider.issuer);
        assert!(url.as_str().starts_with(&start), "{url}");
        let parameters = url.query_pairs().into_owned().collect();
        Self { url, parameters }
    }

    pub fn get(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    pub fn state(&self) -> &str {
        self.get("state")
    }

    /// A good token for this login.
    pub fn claims(&self, provider: &Provider, now: i64) -> Value {
        json!({
            "iss": provider.issuer, "aud": self.get("client_id"), "sub": "248289761001",
            "nonce": self.get("nonce"), "iat": now, "exp": now + 300,
            "email": "jane@corp.example", "email_verified": true, "name": "Jane Doe",
            "given_name": "Jane", "family_name": "Doe", "picture": "https://corp.example/jane.png",
        })
    }
}
