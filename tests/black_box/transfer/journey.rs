//! The road that the feature is for, and what lies along it.

use serde_json::json;

use crate::harness::*;

on_both_engines! {
    a_password_login_gives_three_tokens,
    a_realm_names_the_connection,
    a_person_logs_in_through_the_page,
    the_answer_of_the_exchange_is_as_documented,
    without_rotation_and_without_openid_the_answer_is_shorter,
    the_audience_may_name_the_host_with_and_without_its_port,
    a_custom_domain_is_a_name_of_the_audience_too,
    a_whole_transfer_by_query,
    a_whole_transfer_by_cookie,
    a_whole_transfer_beside_a_pushed_request,
    the_session_serves_a_second_app_silently,
    nobody_is_logged_in_silently,
}

async fn a_password_login_gives_three_tokens(engine: Engine) {
    let world = World::shared(engine).await;
    let answer = world
        .password("native", &[("audience", API)])
        .await
        .expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let tokens = answer.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 86400);
    assert!(text(&tokens, "refresh_token").len() >= 43);
    let id = world.verify(&tokens["id_token"], "native").await.claims;
    assert!(text(&id, "sub").starts_with("auth0|"), "{id}");
    assert_eq!(id["email"], world.email);
    assert_eq!(id["email_verified"], true);
    assert_eq!(id["nickname"], "somebody");
    let access = world.verify(&tokens["access_token"], API).await;
    assert_eq!(access.typ.as_deref(), Some("JWT"));
    assert_eq!(access.claims["azp"], "native");
    assert_eq!(access.claims["gty"], "password");
    assert_eq!(access.claims["sub"], id["sub"]);
    let userinfo = format!("{}userinfo", world.issuer());
    assert_eq!(access.claims["aud"], json!([API, userinfo]));
    assert!(access.claims.get("jti").is_none());
    world.logged("sepft", "").await;
}

async fn a_realm_names_the_connection(engine: Engine) {
    let world = World::shared(engine).await;
    let realm = (
        "grant_type",
        "http://auth0.com/oauth/grant-type/password-realm",
    );
    let tokens = world
        .password("native", &[realm, ("realm", CONNECTION)])
        .await
        .expect(200);
    assert!(tokens.json()["refresh_token"].is_string());
}

async fn a_person_logs_in_through_the_page(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[("audience", API)]).await;
    assert_eq!((start.status, start.outcome()), (302, Outcome::Login));
    let page = browser.follow(&start).await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert!(
        page.header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    // One script file of the server's own, and none in the page.
    let scripts = page.body.matches("<script").count();
    let own = page.body.matches("<script src=\"/assets/page.js").count();
    assert_eq!((scripts, own), (1, 1), "{}", page.body);
    let wrong = [("username", world.email.as_str()), ("password", "wrong")];
    let again = browser.submit(&page, &wrong).await.expect(400);
    assert!(
        has_attribute(&again.body, "role", "alert"),
        "{}",
        again.body
    );
    let right = [("username", world.email.as_str()), ("password", PASSWORD)];
    let sent = browser.submit(&again, &right).await.expect(303);
    assert_eq!(sent.outcome(), Outcome::Resume);
    let home = browser.follow(&sent).await.expect(302);
    let tokens = world.code("web", &home.code()).await.expect(200).json();
    let id = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(id["nonce"], NONCE);
    assert!(id["sid"].is_string());
    let access = world.verify(&tokens["access_token"], API).await.claims;
    let profile = world
        .userinfo(&text(&tokens, "access_token"))
        .await
        .expect(200)
        .json();
    assert_eq!(profile["sub"], id["sub"]);
    assert_eq!(profile["sub"], access["sub"]);
    assert_eq!(profile["email"], world.email);
    world.logged("fp", "").await;
    world.logged("s", "").await;
    world.logged("seacft", "").await;
}

async fn the_answer_of_the_exchange_is_as_documented(engine: Engine) {
    let world = World::shared(engine).await;
    let first = world.refresh_token("native").await;
    let answer = world.exchange("native", &first).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let answer = answer.json();
    let kind = "urn:auth0:params:oauth:token-type:session_transfer_token";
    assert_eq!(answer["issued_token_type"], kind);
    assert_eq!(answer["token_type"], "N_A");
    assert_eq!(answer["expires_in"], 60);
    assert!(answer.get("scope").is_none());
    assert!(
        text(&answer, "access_token").len() >= 43,
        "at least 256 bits"
    );
    assert_ne!(text(&answer, "refresh_token"), first, "it rotates");
    world.verify(&answer["id_token"], "native").await;
    let log = world.logged("sertft", "").await;
    assert_eq!(log["audience"], world.transfer_audience());
    assert_eq!(log["client_id"], "native");
}

async fn without_rotation_and_without_openid_the_answer_is_shorter(engine: Engine) {
    let world = World::shared(engine).await;
    let scope = ("scope", "offline_access");
    let tokens = world
        .password("native-static", &[scope])
        .await
        .expect(200)
        .json();
    let refresh_token = text(&tokens, "refresh_token");
    let answer = world
        .exchange("native-static", &refresh_token)
        .await
        .expect(200)
        .json();
    let keys: Vec<_> = answer.as_object().expect("an object").keys().collect();
    let expected = [
        "access_token",
        "issued_token_type",
        "token_type",
        "expires_in",
    ];
    assert_eq!(keys.len(), 4, "{answer}");
    assert!(
        expected.iter().all(|key| answer.get(key).is_some()),
        "{answer}"
    );
}

async fn the_audience_may_name_the_host_with_and_without_its_port(engine: Engine) {
    let world = World::shared(engine).await;
    let refresh_token = world.refresh_token("native-static").await;
    let with_port = format!("urn:localhost:{}:session_transfer", world.server.port);
    for audience in ["urn:localhost:session_transfer", &with_port] {
        let answer = world
            .refresh("native-static", &refresh_token, &[("audience", audience)])
            .await;
        assert_eq!(answer.expect(200).json()["token_type"], "N_A");
    }
    for foreign in [
        "urn:elsewhere.example:session_transfer",
        "urn:session_transfer",
        "urn:localhost:session_transfers",
    ] {
        let answer = world
            .refresh("native-static", &refresh_token, &[("audience", foreign)])
            .await;
        assert_ne!(answer.json()["token_type"], "N_A", "{foreign}");
    }
}

async fn a_custom_domain_is_a_name_of_the_audience_too(engine: Engine) {
    let setup = Setup::new(engine)
        .await
        .set("CUSTOM_DOMAINS", "login.example.test");
    let world = World::of(&setup.start().await);
    let refresh_token = world.refresh_token("native-static").await;
    let audience = ("audience", "urn:login.example.test:session_transfer");
    let answer = world
        .refresh("native-static", &refresh_token, &[audience])
        .await;
    assert_eq!(answer.expect(200).json()["token_type"], "N_A");
}

async fn a_whole_transfer_by_query(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let answer = world
        .redeem(&browser, "web", &transfer.token)
        .await
        .expect(302);
    let code = answer.code();
    assert!(
        answer
            .location()
            .expect("a redirect")
            .as_str()
            .starts_with(&callback("web"))
    );
    let (_, _, attributes) = answer
        .cookies()
        .into_iter()
        .find(|(name, ..)| name == "auth0")
        .expect("a session cookie");
    for attribute in ["httponly", "path=/", "samesite=lax"] {
        assert!(attributes.contains(attribute), "{attributes}");
    }
    assert!(!attributes.contains("domain"), "{attributes}");
    let tokens = world.code("web", &code).await.expect(200).json();
    assert!(
        tokens.get("refresh_token").is_none(),
        "not allowed for this client"
    );
    let web = world.verify(&tokens["id_token"], "web").await.claims;
    let native = world
        .verify(&transfer.answer["id_token"], "native")
        .await
        .claims;
    assert_eq!(web["sub"], native["sub"]);
    let profile = world
        .userinfo(&text(&tokens, "access_token"))
        .await
        .expect(200)
        .json();
    assert_eq!(profile["sub"], native["sub"]);
    let log = world.logged("s", "").await;
    assert_eq!(log["details"]["triggered_by_session_transfer_token"], true);
    assert_eq!(log["details"]["session_id"], web["sid"]);
    world.logged("seacft", "").await;
}

async fn a_whole_transfer_by_cookie(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    browser.set_cookie(TRANSFER_COOKIE, &transfer.token);
    let answer = world
        .authorize(&browser, "web-cookie", &[])
        .await
        .expect(302);
    assert!(answer.clears(TRANSFER_COOKIE), "{answer:#?}");
    world.code("web-cookie", &answer.code()).await.expect(200);
    assert!(world.has_session(&browser).await);
}

async fn a_whole_transfer_beside_a_pushed_request(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let url = world.authorize_url("web", &[]);
    let (_, query) = url.split_once('?').expect("a query");
    let secret = secret("web");
    let mut form: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    form.push(("client_secret".to_owned(), secret));
    let request = world
        .http
        .request(reqwest::Method::POST, "/oauth/par")
        .form(&form);
    let pushed = world.http.send(request).await.expect(201).json();
    assert_eq!(pushed["expires_in"], 30);
    let uri = text(&pushed, "request_uri");
    assert!(
        uri.starts_with("urn:ietf:params:oauth:request_uri:"),
        "{uri}"
    );
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("client_id", "web"),
            ("request_uri", &uri),
            ("session_transfer_token", &transfer.token),
        ])
        .finish();
    let browser = world.browser();
    let answer = browser
        .get(&format!("/authorize?{query}"))
        .await
        .expect(302);
    world.code("web", &answer.code()).await.expect(200);
    let again = world.browser().get(&format!("/authorize?{query}")).await;
    assert_eq!(
        again.location(),
        None,
        "a pushed request is used once: {again:#?}"
    );
}

async fn the_session_serves_a_second_app_silently(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, first) = world.transferred("native", "web").await;
    let answer = world.authorize(&browser, "web-second", &[]).await;
    let second = world
        .code("web-second", &answer.code())
        .await
        .expect(200)
        .json();
    let first = world.verify(&first["id_token"], "web").await.claims;
    let second = world.verify(&second["id_token"], "web-second").await.claims;
    assert_eq!(first["sid"], second["sid"]);
    let silent = world
        .authorize(&browser, "web-second", &[("prompt", "none")])
        .await;
    world.code("web-second", &silent.code()).await.expect(200);
    world.logged("ssa", "").await;
}

async fn nobody_is_logged_in_silently(engine: Engine) {
    let world = World::shared(engine).await;
    let answer = world
        .authorize(&world.browser(), "web", &[("prompt", "none")])
        .await;
    let refused = Outcome::Refused("login_required".to_owned(), "Login required".to_owned());
    assert_eq!(answer.outcome(), refused);
    world.logged("fsa", "").await;
}
