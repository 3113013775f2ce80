//! Clients that prove who they are by a key: its registration, and assertions at every endpoint that takes them.

use std::sync::LazyLock;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    keys_are_registered_shown_and_removed,
    a_certificate_says_when_its_key_ends,
    what_is_no_key_is_refused,
    an_assertion_takes_the_place_of_the_secret,
    every_algorithm_works_where_the_credential_names_it,
    the_assertion_is_taken_at_every_endpoint,
    assertions_that_lie_are_refused,
    one_assertion_is_good_for_one_request,
    a_credential_ends,
    a_key_in_use_stays_and_a_client_goes_back_to_its_secret,
}

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Makes a key once: it takes a moment.
fn key(number: usize) -> &'static Key {
    static KEYS: LazyLock<[Key; 2]> = LazyLock::new(|| [Key::new(), Key::new()]);
    &KEYS[number]
}

struct Key {
    pair: KeyPair,
    signs: EncodingKey,
}

impl Key {
    fn new() -> Self {
        let pair = KeyPair::generate_for(&PKCS_RSA_SHA256).expect("a key");
        let signs = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).expect("PEM");
        Self { pair, signs }
    }

    fn public(&self) -> String {
        self.pair.public_key_pem()
    }
}

/// A client with one key, and the scope `read:orders` of the API.
struct App {
    world: World,
    id: String,
    kid: String,
    credential: String,
}

impl App {
    async fn new(world: &World, alg: &str) -> Self {
        let credential = json!({ "credential_type": "public_key", "name": "First",
            "pem": key(0).public(), "alg": alg });
        let body = json!({ "name": "Keyed", "app_type": "non_interactive",
            "client_authentication_methods": { "private_key_jwt": { "credentials": [credential] } } });
        let made = send(world, Method::POST, "/api/v2/clients", body).await;
        let made = made.expect(201).json();
        assert!(made.get("client_secret").is_none(), "{made}");
        let shown = &made["client_authentication_methods"]["private_key_jwt"]["credentials"][0];
        let names: Vec<_> = shown.as_object().expect("an object").keys().collect();
        let expected = [
            "id",
            "credential_type",
            "kid",
            "alg",
            "name",
            "created_at",
            "updated_at",
        ];
        assert_eq!(names, expected);
        let id = text(&made, "client_id");
        let grant = json!({ "client_id": id, "audience": API, "scope": ["read:orders"] });
        let granted = send(world, Method::POST, "/api/v2/client-grants", grant).await;
        granted.expect(201);
        Self {
            world: world.clone(),
            id,
            kid: text(shown, "kid"),
            credential: text(shown, "id"),
        }
    }

    fn path(&self) -> String {
        format!("/api/v2/clients/{}", self.id)
    }

    /// The claims of a good assertion.
    async fn claims(&self) -> Value {
        let clock = self.world.http.get("/_footbridge/clock").await.expect(200);
        let now = text(&clock.json(), "now");
        let now = time::OffsetDateTime::parse(&now, &time::format_description::well_known::Rfc3339);
        let now = now.expect("a date").unix_timestamp();
        json!({ "iss": self.id, "sub": self.id, "aud": self.world.issuer(), "iat": now, "nbf": now,
            "exp": now + 120, "jti": format!("{}-{:?}", self.world.ip, std::time::Instant::now()) })
    }

    async fn assertion(&self) -> String {
        sign(
            key(0),
            Algorithm::RS256,
            Some(&self.kid),
            &self.claims().await,
        )
    }

    async fn token(&self, assertion: &str) -> Answer {
        self.world.post("/oauth/token", &form(assertion)).await
    }
}

fn form(assertion: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "client_credentials"),
        ("audience", API),
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", assertion),
    ]
}

fn sign(key: &Key, alg: Algorithm, kid: Option<&str>, claims: &Value) -> String {
    let mut header = Header::new(alg);
    header.kid = kid.map(str::to_owned);
    encode(&header, claims, &key.signs).expect("a signature")
}

async fn send(world: &World, method: Method, path: &str, body: Value) -> Answer {
    world.manage(method, path, Some(body)).await
}

async fn read(world: &World, path: &str) -> Value {
    world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json()
}

#[track_caller]
fn unauthorized(answer: &Answer) {
    answer.expect_error(401, "access_denied", "Unauthorized");
}

async fn keys_are_registered_shown_and_removed(engine: Engine) {
    let world = World::shared(engine).await;
    let made = send(
        &world,
        Method::POST,
        "/api/v2/clients",
        json!({ "name": "Keys" }),
    )
    .await;
    let client = format!(
        "/api/v2/clients/{}",
        text(&made.expect(201).json(), "client_id")
    );
    let path = format!("{client}/credentials");
    assert_eq!(
        read(&world, &format!("{path}?include_totals=true&per_page=50")).await,
        json!([])
    );
    let body = json!({ "credential_type": "public_key", "pem": key(0).public() });
    let first = send(&world, Method::POST, &path, body)
        .await
        .expect(201)
        .json();
    let id = text(&first, "id");
    assert!(id.starts_with("cred_") && id.len() == 27, "{id}");
    assert_eq!(text(&first, "kid").len(), 43, "a thumbprint");
    assert_eq!(
        (&first["alg"], &first["credential_type"]),
        (&"RS256".into(), &"public_key".into())
    );
    let absent = ["pem", "name", "expires_at"]
        .iter()
        .all(|name| first.get(*name).is_none());
    assert!(absent, "{first}");
    let body = json!({ "credential_type": "public_key", "name": "Second", "pem": key(1).public(),
        "alg": "PS256", "kid": "my-own-key-id", "expires_at": "2033-05-13T11:29:08+02:00" });
    let second = send(&world, Method::POST, &path, body)
        .await
        .expect(201)
        .json();
    assert_eq!(second["kid"], "my-own-key-id");
    assert_eq!(second["expires_at"], "2033-05-13T09:29:08.000Z");
    assert_eq!(read(&world, &path).await, json!([first, second]));
    let one = format!("{path}/{id}");
    assert_eq!(read(&world, &one).await, first);
    let body = json!({ "expires_at": "2034-01-01T00:00:00.000Z" });
    let changed = send(&world, Method::PATCH, &one, body)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["expires_at"], "2034-01-01T00:00:00.000Z");
    assert_eq!(
        (&changed["kid"], &changed["created_at"]),
        (&first["kid"], &first["created_at"])
    );
    let body = json!({ "expires_at": null });
    let changed = send(&world, Method::PATCH, &one, body)
        .await
        .expect(200)
        .json();
    assert!(changed.get("expires_at").is_none(), "{changed}");
    for _ in 0..2 {
        world.manage(Method::DELETE, &one, None).await.expect(204);
    }
    world.manage(Method::GET, &one, None).await.expect(404);
    send(&world, Method::PATCH, &one, json!({ "expires_at": null }))
        .await
        .expect(404);
    assert_eq!(read(&world, &path).await, json!([second]));
    let nobody = world
        .manage(Method::GET, "/api/v2/clients/nobody/credentials", None)
        .await;
    assert_eq!(nobody.expect(404).json()["errorCode"], "inexistent_client");
    world
        .manage(Method::DELETE, &client, None)
        .await
        .expect(204);
    world.manage(Method::GET, &path, None).await.expect(404);
}

async fn a_certificate_says_when_its_key_ends(engine: Engine) {
    let world = World::shared(engine).await;
    let made = send(
        &world,
        Method::POST,
        "/api/v2/clients",
        json!({ "name": "Dated" }),
    )
    .await;
    let path = format!(
        "/api/v2/clients/{}/credentials",
        text(&made.expect(201).json(), "client_id")
    );
    let mut params = CertificateParams::new(vec!["client.example".to_owned()]).expect("a name");
    params.not_after = time::macros::datetime!(2033-05-13 9:33:13 UTC);
    let pem = params
        .self_signed(&key(0).pair)
        .expect("a certificate")
        .pem();
    let bare = json!({ "credential_type": "public_key", "pem": key(0).public() });
    let bare = send(&world, Method::POST, &path, bare)
        .await
        .expect(201)
        .json();
    for (asked, end) in [
        (true, json!("2033-05-13T09:33:13.000Z")),
        (false, json!(null)),
    ] {
        let body =
            json!({ "credential_type": "public_key", "pem": pem, "parse_expiry_from_cert": asked });
        let made = send(&world, Method::POST, &path, body)
            .await
            .expect(201)
            .json();
        assert_eq!((&made["expires_at"], &made["kid"]), (&end, &bare["kid"]));
    }
}

async fn what_is_no_key_is_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let path = "/api/v2/clients/web-second/credentials";
    let elliptic = KeyPair::generate().expect("a key");
    for (pem, what) in [
        (elliptic.public_key_pem(), "an elliptic curve"),
        (key(0).pair.serialize_pem(), "a private key"),
        (
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----".to_owned(),
            "nothing",
        ),
        (String::new(), "an empty text"),
    ] {
        let body = json!({ "credential_type": "public_key", "pem": pem });
        let refused = send(&world, Method::POST, path, body).await;
        assert_eq!(refused.status, 400, "{what}");
        assert_eq!(refused.json()["errorCode"], "invalid_body", "{what}");
    }
    send(
        &world,
        Method::POST,
        path,
        json!({ "credential_type": "public_key" }),
    )
    .await
    .expect(400);
    for mutual_tls in [
        json!({ "credential_type": "x509_cert", "pem": key(0).public() }),
        json!({ "credential_type": "cert_subject_dn", "subject_dn": "CN=client" }),
    ] {
        let refused = send(&world, Method::POST, path, mutual_tls)
            .await
            .expect(403);
        assert_eq!(refused.json()["errorCode"], "feature_not_enabled");
    }
    let two_ways = json!({ "name": "Both", "token_endpoint_auth_method": "client_secret_post",
        "client_authentication_methods": { "private_key_jwt": { "credentials": [] } } });
    send(&world, Method::POST, "/api/v2/clients", two_ways)
        .await
        .expect(400);
    for id in 0..12 {
        let body = json!({ "credential_type": "public_key", "pem": key(0).public() });
        let status = send(&world, Method::POST, path, body).await.status;
        assert_eq!(status, if id < 10 { 201 } else { 400 }, "number {id}");
    }
}

async fn an_assertion_takes_the_place_of_the_secret(engine: Engine) {
    let world = World::shared(engine).await;
    let app = App::new(&world, "RS256").await;
    // As the CLI and Terraform send it: nothing else names the client.
    let token = app.token(&app.assertion().await).await.expect(200).json();
    let token = world.verify(&token["access_token"], API).await;
    assert_eq!(
        (&token.claims["azp"], &token.claims["scope"]),
        (&json!(app.id), &"read:orders".into())
    );
    // As the Deploy CLI and the SDKs send it.
    let assertion = app.assertion().await;
    let mut named = form(&assertion).to_vec();
    named.push(("client_id", &app.id));
    world.post("/oauth/token", &named).await.expect(200);
    let client = read(&world, &app.path()).await;
    assert!(client.get("client_secret").is_none(), "{client}");
    let in_use = json!({ "private_key_jwt": { "credentials": [{ "id": app.credential }] } });
    assert_eq!(client["client_authentication_methods"], in_use);
    let secretly = [
        ("grant_type", "client_credentials"),
        ("audience", API),
        ("client_id", &app.id),
    ];
    unauthorized(&world.post("/oauth/token", &secretly).await);
    let guess = [&secretly[..], &[("client_secret", "guess")]].concat();
    unauthorized(&world.post("/oauth/token", &guess).await);
    let rotate = world
        .manage(Method::POST, &format!("{}/rotate-secret", app.path()), None)
        .await;
    assert_eq!(rotate.status, 400, "there is no secret to rotate");
    let discovery = world
        .http
        .get("/.well-known/openid-configuration")
        .await
        .expect(200)
        .json();
    let methods = discovery["token_endpoint_auth_methods_supported"]
        .as_array()
        .expect("a list");
    assert!(methods.contains(&"private_key_jwt".into()));
    let algorithms = json!(["RS256", "RS384", "PS256"]);
    assert_eq!(
        discovery["token_endpoint_auth_signing_alg_values_supported"],
        algorithms
    );
}

async fn every_algorithm_works_where_the_credential_names_it(engine: Engine) {
    let world = World::shared(engine).await;
    let all = [Algorithm::RS256, Algorithm::RS384, Algorithm::PS256];
    for alg in all {
        let app = App::new(&world, &format!("{alg:?}")).await;
        for signed in all {
            let jwt = sign(key(0), signed, Some(&app.kid), &app.claims().await);
            let answer = app.token(&jwt).await;
            assert_eq!(
                answer.status == 200,
                signed == alg,
                "{alg:?} {signed:?} {answer:#?}"
            );
        }
    }
}

async fn the_assertion_is_taken_at_every_endpoint(engine: Engine) {
    let world = World::shared(engine).await;
    let app = App::new(&world, "RS256").await;
    let native = world.refresh_token("native").await;
    for (path, parameters, status) in [
        ("/oauth/revoke", vec![("token", native.as_str())], 200),
        (
            "/oauth/par",
            vec![
                ("response_type", "code"),
                ("redirect_uri", "https://keyed.example/cb"),
            ],
            403,
        ),
    ] {
        let assertion = app.assertion().await;
        let mut sent = parameters.clone();
        sent.extend(&form(&assertion)[2..]);
        let answer = world.post(path, &sent).await;
        // The request that is pushed names no callback of the client: it got past the authentication.
        assert_eq!(answer.status, status, "{path}: {answer:#?}");
        let again = world.post(path, &sent).await;
        assert_eq!(again.status, 401, "{path} takes a replay: {again:#?}");
    }
    let callback = json!({ "callbacks": ["https://keyed.example/cb"] });
    send(&world, Method::PATCH, &app.path(), callback)
        .await
        .expect(200);
    let assertion = app.assertion().await;
    let mut sent = vec![
        ("response_type", "code"),
        ("redirect_uri", "https://keyed.example/cb"),
        (
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        ("code_challenge_method", "S256"),
    ];
    sent.extend(&form(&assertion)[2..]);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    world.post("/oauth/par", &sent).await.expect(201);
}

async fn assertions_that_lie_are_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let app = App::new(&world, "RS256").await;
    let good = app.claims().await;
    let now = good["iat"].as_i64().expect("a number");
    for lie in [
        json!({ "iss": "web" }),
        json!({ "aud": "https://other.example/" }),
        json!({ "aud": [world.issuer(), "https://other.example/"] }),
        json!({ "aud": null }),
        json!({ "exp": now - 60 }),
        json!({ "exp": now + 3600 }),
        json!({ "exp": null }),
        json!({ "nbf": now + 60 }),
        json!({ "iat": now + 60 }),
        json!({ "jti": null }),
    ] {
        let mut claims = app.claims().await;
        for (name, value) in lie.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        claims
            .as_object_mut()
            .expect("an object")
            .retain(|_, value| !value.is_null());
        let jwt = sign(key(0), Algorithm::RS256, Some(&app.kid), &claims);
        unauthorized(&app.token(&jwt).await);
    }
    for (jwt, what) in [
        (
            sign(key(1), Algorithm::RS256, Some(&app.kid), &good),
            "another key",
        ),
        (
            sign(key(0), Algorithm::RS256, Some("another-key-id"), &good),
            "another key id",
        ),
        (
            sign(key(0), Algorithm::RS512, Some(&app.kid), &good),
            "an algorithm that nobody offers",
        ),
        (unsigned(&good), "no signature"),
        (
            signed_with_the_public_key(&good),
            "the public key as a secret",
        ),
        ("a.b.c".to_owned(), "no JWT"),
    ] {
        let answer = app.token(&jwt).await;
        assert_eq!(answer.status, 401, "{what}: {answer:#?}");
    }
    let mut stranger = good.clone();
    stranger["iss"] = "nobody".into();
    stranger["sub"] = "nobody".into();
    unauthorized(
        &app.token(&sign(key(0), Algorithm::RS256, None, &stranger))
            .await,
    );
    // A client that has no keys cannot be taken over by bringing one.
    for client in ["machine", "spa"] {
        let mut theirs = app.claims().await;
        theirs["iss"] = client.into();
        theirs["sub"] = client.into();
        unauthorized(
            &app.token(&sign(key(0), Algorithm::RS256, None, &theirs))
                .await,
        );
    }
    // None of the lies has used up the good one.
    let jwt = sign(key(0), Algorithm::RS256, None, &good);
    app.token(&jwt).await.expect(200);
    let logged = world.logs().await;
    let told = |reason: &str| {
        logged.iter().any(|entry| {
            entry["type"] == "feccft"
                && entry["description"] == reason
                && entry["client_id"] == json!(app.id)
        })
    };
    assert!(
        told("the client assertion is for another audience"),
        "{logged:#?}"
    );
    assert!(told("the client assertion lives too long"), "{logged:#?}");
}

fn unsigned(claims: &Value) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let [header, payload] =
        [r#"{"alg":"none"}"#.to_owned(), claims.to_string()].map(|t| URL_SAFE_NO_PAD.encode(t));
    format!("{header}.{payload}.AA")
}

fn signed_with_the_public_key(claims: &Value) -> String {
    let secret = EncodingKey::from_secret(key(0).public().as_bytes());
    encode(&Header::new(Algorithm::HS256), claims, &secret).expect("a signature")
}

async fn one_assertion_is_good_for_one_request(engine: Engine) {
    let world = World::shared(engine).await;
    let app = App::new(&world, "RS256").await;
    let jwt = app.assertion().await;
    let attempt = || {
        let (world, jwt) = (world.clone(), jwt.clone());
        async move { world.post("/oauth/token", &form(&jwt)).await.status }
    };
    let mut answers = together((0..16).map(|_| attempt())).await;
    answers.sort_unstable();
    let mut expected = vec![401; 16];
    expected[0] = 200;
    assert_eq!(answers, expected);
}

async fn a_credential_ends(engine: Engine) {
    let world = World::shared(engine).await;
    let app = App::new(&world, "RS256").await;
    app.token(&app.assertion().await).await.expect(200);
    let path = format!("{}/credentials/{}", app.path(), app.credential);
    let past = json!({ "expires_at": "2020-01-01T00:00:00Z" });
    send(&world, Method::PATCH, &path, past).await.expect(200);
    unauthorized(&app.token(&app.assertion().await).await);
    let reason = "the credential of the client assertion has expired";
    let logged = world.logged("feccft", reason).await;
    assert_eq!(logged["client_id"], json!(app.id));
    send(&world, Method::PATCH, &path, json!({ "expires_at": null }))
        .await
        .expect(200);
    app.token(&app.assertion().await).await.expect(200);
}

async fn a_key_in_use_stays_and_a_client_goes_back_to_its_secret(engine: Engine) {
    let world = World::shared(engine).await;
    let body = json!({ "name": "Switched", "token_endpoint_auth_method": "client_secret_post" });
    let made = send(&world, Method::POST, "/api/v2/clients", body)
        .await
        .expect(201)
        .json();
    let (id, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
    let path = format!("/api/v2/clients/{id}");
    let key_body = json!({ "credential_type": "public_key", "pem": key(0).public() });
    let keys = format!("{path}/credentials");
    let credential = send(&world, Method::POST, &keys, key_body)
        .await
        .expect(201)
        .json();
    let credential = text(&credential, "id");
    let methods = json!({ "private_key_jwt": { "credentials": [{ "id": credential }] } });
    let both = json!({ "client_authentication_methods": methods });
    send(&world, Method::PATCH, &path, both).await.expect(400);
    let foreign = json!({ "token_endpoint_auth_method": null, "client_authentication_methods":
        { "private_key_jwt": { "credentials": [{ "id": "cred_0123456789abcdefghijkl" }] } } });
    send(&world, Method::PATCH, &path, foreign)
        .await
        .expect(400);
    let switch =
        json!({ "client_authentication_methods": methods, "token_endpoint_auth_method": null });
    let switched = send(&world, Method::PATCH, &path, switch)
        .await
        .expect(200)
        .json();
    assert_eq!(switched["client_authentication_methods"], methods);
    for gone in ["client_secret", "token_endpoint_auth_method"] {
        assert!(switched.get(gone).is_none(), "{switched}");
    }
    let one = format!("{keys}/{credential}");
    world.manage(Method::DELETE, &one, None).await.expect(400);
    let by_secret = [
        ("client_id", id.as_str()),
        ("client_secret", &secret),
        ("token", "none"),
    ];
    let refused = world.post("/oauth/revoke", &by_secret).await;
    assert_eq!(refused.status, 401, "{refused:#?}");
    let back = json!({ "client_authentication_methods": null, "signed_request_object": null,
        "token_endpoint_auth_method": "client_secret_post" });
    let back = send(&world, Method::PATCH, &path, back)
        .await
        .expect(200)
        .json();
    assert!(
        back.get("client_authentication_methods").is_none(),
        "{back}"
    );
    assert_eq!(back["client_secret"], json!(secret));
    world.post("/oauth/revoke", &by_secret).await.expect(200);
    world.manage(Method::DELETE, &one, None).await.expect(204);
}
