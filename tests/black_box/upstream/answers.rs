//! What a browser brings back, good and bad.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::provider::Key;
use super::*;

on_both_engines! {
    a_user_of_a_provider_signs_in,
    a_token_that_is_posted_signs_in,
    only_the_browser_that_left_comes_back_and_once,
    a_token_for_another_login_is_not_taken,
    a_token_that_no_published_key_signed_is_not_taken,
    an_answer_of_another_issuer_is_not_taken,
    a_provider_that_says_no_is_heard,
    an_address_joins_no_accounts,
    keys_change,
    a_blocked_user_stays_out,
}

async fn a_user_of_a_provider_signs_in(engine: Engine) {
    let place = place(engine, json!({})).await;
    let (world, browser) = (&place.world, place.world.browser());
    let away = place.leave(&browser).await;
    assert_eq!(away.get("response_type"), "code");
    assert_eq!(away.get("client_id"), "us-at-corp");
    assert_eq!(away.get("scope"), "openid profile email");
    assert_eq!(away.get("tenant"), "1", "the endpoint's own query stays");
    assert_eq!(away.get("code_challenge_method"), "S256");
    let redirect_uri = format!("{}login/callback", world.issuer());
    assert_eq!(away.get("redirect_uri"), redirect_uri);
    let changes = json!({ "app_metadata": { "admin": true }, "blocked": true });
    let back = place.back(&browser, &away, changes).await.expect(303);
    let code = browser.follow(&back).await.code();
    let (_, form) = &place.provider.asked("token")[0];
    assert_eq!(form["grant_type"], "authorization_code");
    assert_eq!(form["code"], "c0de");
    assert_eq!(form["redirect_uri"], redirect_uri);
    assert_eq!(form["client_secret"], "corp+secret");
    assert_eq!(
        challenge(&form["code_verifier"]),
        away.get("code_challenge")
    );
    let tokens = world.code("web", &code).await.expect(200).json();
    let id_token = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(id_token["sub"], "oidc|corp|248289761001");
    assert_eq!(id_token["email"], "jane@corp.example");
    assert_eq!(id_token["email_verified"], true);
    assert_eq!(id_token["name"], "Jane Doe");
    let user = &place.users().await[0];
    assert_eq!(
        user["identities"],
        json!([{ "connection": "corp", "provider": "oidc", "user_id": "corp|248289761001", "isSocial": false }])
    );
    assert_eq!(user["logins_count"], 1);
    assert!(
        user.get("app_metadata").is_none() && user.get("blocked").is_none(),
        "{user}"
    );
    let login = world.logged("s", "Successful login").await;
    assert_eq!(login["strategy"], "oidc");
    assert_eq!(login["strategy_type"], "enterprise");
    assert_eq!(login["connection"], "corp");
    assert_eq!(
        login["details"]["prompts"][0]["name"],
        "federated-authenticate"
    );
    world.logged("ss", "Successful signup").await;
    let logs = json!(world.logs().await).to_string();
    for secret in ["corp+secret", "c0de", "at-of-the-provider"] {
        assert!(!logs.contains(secret), "{secret}");
    }
    // The same user again, with another name and no session: no second account.
    let again = json!({ "name": "Jane Roe", "picture": "javascript:alert(1)" });
    place.sign_in(&world.browser(), again).await;
    let users = place.users().await;
    assert_eq!((users.len(), &users[0]["logins_count"]), (1, &json!(2)));
    assert_eq!(users[0]["name"], "Jane Roe");
    assert_eq!(users[0]["picture"], "https://corp.example/jane.png");
    // The session signs in without the provider.
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    silent.code();
}

async fn a_token_that_is_posted_signs_in(engine: Engine) {
    let place = place(engine, json!({ "type": "front_channel" })).await;
    let (world, browser) = (&place.world, place.world.browser());
    let away = place.leave(&browser).await;
    assert_eq!(away.get("response_type"), "id_token");
    assert_eq!(away.get("response_mode"), "form_post");
    assert_eq!(away.get("code_challenge"), "");
    let token = place.provider.key().sign(&place.claims(&away, json!({})));
    // An address is written down in many places.
    let other = world.browser();
    let other_away = place.leave(&other).await;
    let other_token = place
        .provider
        .key()
        .sign(&place.claims(&other_away, json!({})));
    let parameters = [
        ("id_token", other_token.as_str()),
        ("state", other_away.state()),
    ];
    Place::refused(&callback(&other, &parameters).await, INVALID);
    let form = [("id_token", token.as_str()), ("state", away.state())];
    let request = world
        .http
        .request(Method::POST, "/login/callback")
        .form(&form);
    // A cross-site POST brings no cookies; the redirect after it does.
    let posted = world.http.send(request).await.expect(303);
    let stranger = world.browser();
    stranger.follow(&posted).await.expect(400);
    let form = [("id_token", token.as_str()), ("state", away.state())];
    let request = world
        .http
        .request(Method::POST, "/login/callback")
        .form(&form);
    let posted = world.http.send(request).await.expect(303);
    let back = browser.follow(&posted).await.expect(303);
    browser.follow(&back).await.code();
    assert!(place.provider.asked("token").is_empty());
    let unknown = [("id_token", token.as_str()), ("state", "tx_unknown")];
    let request = world
        .http
        .request(Method::POST, "/login/callback")
        .form(&unknown);
    world.http.send(request).await.expect(400);
}

async fn only_the_browser_that_left_comes_back_and_once(engine: Engine) {
    let place = place(engine, json!({})).await;
    let (world, browser) = (&place.world, place.world.browser());
    let away = place.leave(&browser).await;
    place
        .back(&world.browser(), &away, json!({}))
        .await
        .expect(400);
    let thief = world.browser();
    place.leave(&thief).await;
    place.back(&thief, &away, json!({})).await.expect(400);
    for state in ["", "tx_", "x"] {
        callback(&browser, &[("code", "c"), ("state", state)])
            .await
            .expect(400);
    }
    assert!(place.provider.asked("token").is_empty());
    let back = place.back(&browser, &away, json!({})).await.expect(303);
    place.back(&browser, &away, json!({})).await.expect(400);
    assert_eq!(place.provider.asked("token").len(), 1);
    browser.follow(&back).await.code();
    place.back(&browser, &away, json!({})).await.expect(400);
    // Of two answers at once, one counts.
    let away = place.leave(&world.browser()).await;
    drop(away);
    let browser = world.browser();
    let away = place.leave(&browser).await;
    let claims = place.claims(&away, json!({}));
    place.provider.gives(place.provider.key().sign(&claims));
    let parameters = [("code", "c"), ("state", away.state())];
    let (one, other) = tokio::join!(
        callback(&browser, &parameters),
        callback(&browser, &parameters)
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 400]);
    assert_eq!(place.provider.asked("token").len(), 2);
}

async fn a_token_for_another_login_is_not_taken(engine: Engine) {
    let place = place(engine, json!({})).await;
    let world = &place.world;
    for wrong in [
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "iss": "https://evil.example" }),
        json!({ "iss": null }),
        json!({ "aud": "another-client" }),
        json!({ "aud": ["us-at-corp", "another-client"] }),
        json!({ "azp": "another-client" }),
        json!({ "exp": now() - 3600 }),
        json!({ "exp": null }),
        json!({ "iat": now() + 3600 }),
        json!({ "nbf": now() + 3600 }),
        json!({ "sub": null }),
        json!({ "sub": "" }),
    ] {
        let browser = world.browser();
        let away = place.leave(&browser).await;
        let answer = place.back(&browser, &away, wrong.clone()).await;
        println!("{wrong}");
        Place::refused(&answer, INVALID);
        assert!(!world.has_session(&browser).await);
    }
    assert!(place.users().await.is_empty());
    let failed = world.logs().await;
    let failed = failed
        .iter()
        .find(|log| log["type"] == "f")
        .expect("an event");
    assert_eq!(
        (&failed["connection"], &failed["strategy"]),
        (&json!("corp"), &json!("oidc"))
    );
}

async fn a_token_that_no_published_key_signed_is_not_taken(engine: Engine) {
    let place = place(engine, json!({})).await;
    let browser = place.world.browser();
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    for number in 0..7 {
        let away = place.leave(&browser).await;
        let claims = place.claims(&away, json!({}));
        let good = place.provider.key().sign(&claims);
        let payload = good.split('.').nth(1).expect("a payload").to_owned();
        let signature = good.split('.').nth(2).expect("a signature").to_owned();
        let none = encoded(&json!({ "alg": "none", "kid": "first" }));
        let crit =
            encoded(&json!({ "alg": "ES256", "kid": "first", "crit": ["b64"], "b64": false }));
        let secret = jsonwebtoken::EncodingKey::from_secret(b"corp+secret");
        let mut symmetric = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
        symmetric.kid = Some("first".to_owned());
        let token = match number {
            0 => format!("{none}.{payload}."),
            1 => format!("{none}.{payload}.{signature}"),
            2 => jsonwebtoken::encode(&symmetric, &claims, &secret).expect("a token"),
            3 => Key::elliptic("first").sign(&claims),
            4 => Key::rsa("first").sign(&claims),
            5 => format!("{crit}.{payload}.{signature}"),
            _ => "no token".to_owned(),
        };
        place.provider.gives(token);
        let answer = callback(&browser, &[("code", "c"), ("state", away.state())]).await;
        println!("{number}");
        Place::refused(&answer, INVALID);
    }
    assert!(place.users().await.is_empty());
}

async fn an_answer_of_another_issuer_is_not_taken(engine: Engine) {
    let place = place(engine, json!({})).await;
    let issuer = place.provider.issuer.clone();
    let brings = async |iss: Option<&str>| {
        let browser = place.world.browser();
        let away = place.leave(&browser).await;
        let later = json!({ "exp": now() + 36_000 });
        let claims = place.claims(&away, later);
        place.provider.gives(place.provider.key().sign(&claims));
        let mut parameters = vec![("code", "c"), ("state", away.state())];
        parameters.extend(iss.map(|iss| ("iss", iss)));
        callback(&browser, &parameters).await
    };
    Place::refused(&brings(Some("https://evil.example")).await, INVALID);
    assert!(
        place.provider.asked("token").is_empty(),
        "no code is given to another server"
    );
    brings(Some(&issuer)).await.expect(303);
    // The provider says from now on that its answers name it, and that it wants HTTP Basic.
    let provider = &place.provider;
    provider.says_of_itself(
        "authorization_response_iss_parameter_supported",
        json!(true),
    );
    let basic = json!(["client_secret_basic"]);
    provider.says_of_itself("token_endpoint_auth_methods_supported", basic);
    place.world.advance("16m").await;
    Place::refused(&brings(None).await, INVALID);
    brings(Some(&issuer)).await.expect(303);
    let asked = provider.asked("token");
    let (headers, form) = asked.last().expect("a request");
    // RFC 6749, section 2.3.1: `us-at-corp:corp%2Bsecret`.
    assert_eq!(
        headers["authorization"],
        "Basic dXMtYXQtY29ycDpjb3JwJTJCc2VjcmV0"
    );
    assert!(!form.contains_key("client_secret"));
}

async fn a_provider_that_says_no_is_heard(engine: Engine) {
    let place = place(engine, json!({})).await;
    let browser = place.world.browser();
    let away = place.leave(&browser).await;
    let said = [
        ("error", "access_denied"),
        ("error_description", "Jane \"pressed\" <cancel>\u{202e}"),
        ("state", away.state()),
    ];
    let answer = callback(&browser, &said).await;
    Place::refused(&answer, "Jane 'pressed' <cancel> ");
    callback(&browser, &said).await.expect(400);
}

async fn an_address_joins_no_accounts(engine: Engine) {
    let place = place(engine, json!({})).await;
    let world = &place.world;
    for (subject, verified) in [("1", false), ("2", true), ("3", true)] {
        let claims = json!({ "sub": subject, "email": world.email, "email_verified": verified });
        let code = place.sign_in(&world.browser(), claims).await;
        let tokens = world.code("web", &code).await.expect(200).json();
        let id_token = world.verify(&tokens["id_token"], "web").await.claims;
        assert_eq!(id_token["sub"], format!("oidc|corp|{subject}"));
        assert_eq!(id_token["email_verified"], verified);
    }
    let claims = json!({ "sub": "4", "email_verified": "true" });
    place.sign_in(&world.browser(), claims).await;
    let found = get(world, &format!("/users-by-email?email={}", world.email)).await;
    let ids: Vec<String> = found
        .as_array()
        .expect("users")
        .iter()
        .map(|u| text(u, "user_id"))
        .collect();
    assert_eq!(ids.len(), 4, "{ids:?}");
    let strings = get(world, "/users-by-email?email=jane@corp.example").await;
    assert_eq!(strings[0]["email_verified"], false, "a string is no proof");
    // The account of the database keeps its password and its own id.
    let (_, tokens) = world.logged_in("web").await;
    let own = world.verify(&tokens["id_token"], "web").await.claims;
    assert!(text(&own, "sub").starts_with("auth0|"));
}

async fn keys_change(engine: Engine) {
    let place = place(engine, json!({})).await;
    let world = &place.world;
    place.sign_in(&world.browser(), json!({})).await;
    let signs = async |key: &Key| {
        let browser = world.browser();
        let away = place.leave(&browser).await;
        let mut claims = place.claims(&away, json!({}));
        claims["exp"] = (now() + 36_000).into();
        place.provider.gives(key.sign(&claims));
        callback(&browser, &[("code", "c"), ("state", away.state())]).await
    };
    let (old, new) = (place.provider.key(), Key::rsa("second"));
    place.provider.publish(&[&new]);
    world.advance("11s").await;
    assert_eq!(signs(&new).await.status, 303);
    let asked = place.provider.asked("keys").len();
    Place::refused(&signs(&old).await, INVALID);
    Place::refused(&signs(&Key::elliptic("made-up")).await, INVALID);
    assert_eq!(
        place.provider.asked("keys").len(),
        asked,
        "names that are made up have no key fetched again and again"
    );
}

async fn a_blocked_user_stays_out(engine: Engine) {
    let place = place(engine, json!({})).await;
    let world = &place.world;
    place.sign_in(&world.browser(), json!({})).await;
    let path = "/users/oidc%7Ccorp%7C248289761001";
    let blocked = call(world, Method::PATCH, path, json!({ "blocked": true })).await;
    blocked.expect(200);
    let browser = world.browser();
    let away = place.leave(&browser).await;
    let answer = place
        .back(&browser, &away, json!({ "blocked": false }))
        .await;
    let expected = Outcome::Refused("unauthorized".to_owned(), "user is blocked".to_owned());
    assert_eq!(answer.outcome(), expected);
    assert!(!world.has_session(&browser).await);
    for (body, status) in [
        (json!({ "name": "Another" }), 400),
        (json!({ "email": "a@b.example" }), 400),
        (json!({ "password": "Unguessable-1" }), 400),
        (
            json!({ "user_metadata": { "a": 1 }, "blocked": false }),
            200,
        ),
    ] {
        let answer = call(world, Method::PATCH, path, body.clone()).await;
        assert_eq!(answer.status, status, "{body} {answer:#?}");
    }
    place
        .sign_in(&world.browser(), json!({ "name": "Jane" }))
        .await;
    let user = get(world, path).await;
    assert_eq!(user["user_metadata"], json!({ "a": 1 }));
    let new = json!({ "connection": "corp", "email": "new@corp.example" });
    call(world, Method::POST, "/users", new).await.expect(400);
}
