//! `id_token_hint` at `/authorize` (OIDC Core §3.1.2.1): the user whom it names, or nobody.

use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_silent_request_is_for_the_hinted_user_alone,
    a_request_for_another_user_asks_for_a_login,
    a_transfer_of_another_user_signs_nobody_in,
    a_pushed_hint_counts,
}

/// Two people of one server.
async fn people(engine: Engine) -> (World, World) {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(2);
    tenant.client("web-second")["jwt_configuration"] = json!({ "alg": "HS256" });
    let ada = World::of(&setup.tenant(&tenant).start().await);
    let bea = ada.clone().with_user(1);
    (ada, bea)
}

async fn id_token(of: &World, client: &str) -> String {
    text(&of.logged_in(client).await.1, "id_token")
}

fn is_login_required(answer: &Answer) -> bool {
    matches!(answer.outcome(), Outcome::Refused(error, _) if error == "login_required")
}

async fn a_silent_request_is_for_the_hinted_user_alone(engine: Engine) {
    let (ada, bea) = people(engine).await;
    ada.freeze("2026-11-21T12:00:00Z").await;
    let (browser, tokens) = ada.logged_in("web").await;
    let own = text(&tokens, "id_token");
    let native = ada
        .password("native", &[("audience", API)])
        .await
        .expect(200)
        .json();
    let silent = async |client: &str, hint: &str| {
        let more = [("prompt", "none"), ("id_token_hint", hint)];
        ada.authorize(&browser, client, &more).await
    };
    let theirs = id_token(&bea, "web").await;
    let with_secret = (
        id_token(&ada, "web-second").await,
        id_token(&bea, "web-second").await,
    );
    for _ in 0..2 {
        silent("web", &own).await.code();
        // Which client it was issued to is all the same, and which algorithm signed it.
        silent("web", &text(&native, "id_token")).await.code();
        silent("web-second", &own).await.code();
        silent("web-second", &with_secret.0).await.code();
        for (client, hint) in [
            ("web", &theirs),
            ("web-second", &with_secret.1),
            // Another client's secret proves nothing here.
            ("web", &with_secret.0),
            ("web", &text(&native, "access_token")),
            ("web", &"a.b.c".to_owned()),
        ] {
            let answer = silent(client, hint).await;
            assert!(is_login_required(&answer), "{client} {hint} {answer:#?}");
        }
        assert!(ada.has_session(&browser).await);
        // Its age is all the same.
        ada.advance("11h").await;
    }
}

async fn a_request_for_another_user_asks_for_a_login(engine: Engine) {
    let (ada, bea) = people(engine).await;
    let (browser, tokens) = ada.logged_in("web").await;
    let ask = async |hint: &Value| {
        let hint = hint.as_str().expect("a token");
        ada.authorize(&browser, "web", &[("id_token_hint", hint)])
            .await
    };
    ask(&tokens["id_token"]).await.code();
    let theirs = bea.logged_in("web").await.1;
    let start = ask(&theirs["id_token"]).await;
    let code = browser.log_in(&start, &bea.email).await.code();
    let signed_in = ada.code("web", &code).await.expect(200).json();
    let claims = ada.userinfo(&text(&signed_in, "access_token")).await;
    assert_eq!(claims.expect(200).json()["email"], bea.email);
    let start = ask(&tokens["id_token"]).await;
    let refused = browser.log_in(&start, &bea.email).await;
    assert!(is_login_required(&refused), "{refused:#?}");
    // One that is none of ours names nobody: whoever is signed in stays so.
    ask(&json!("a.b.c")).await.code();
}

async fn a_transfer_of_another_user_signs_nobody_in(engine: Engine) {
    let (ada, bea) = people(engine).await;
    let (own, theirs) = (id_token(&ada, "web").await, id_token(&bea, "web").await);
    let redeem = async |token: &str, more: &[(&str, &str)]| {
        let browser = ada.browser();
        let more = [&[("session_transfer_token", token)], more].concat();
        let answer = ada.authorize(&browser, "web", &more).await;
        (answer, browser)
    };
    let transfer = bea.transfer("native").await.token;
    let (refused, browser) = redeem(&transfer, &[("id_token_hint", &own)]).await;
    assert_eq!(refused.outcome(), Outcome::Login);
    assert!(!ada.has_session(&browser).await);
    let description = "Single Sign-On failed: Session Transfer Token user mismatch detected.";
    ada.logged("w", description).await;
    // It is spent.
    let (again, _) = redeem(&transfer, &[("id_token_hint", &theirs)]).await;
    assert_eq!(again.outcome(), Outcome::Login);
    let transfer = bea.transfer("native").await.token;
    let silent = [("id_token_hint", own.as_str()), ("prompt", "none")];
    let (refused, _) = redeem(&transfer, &silent).await;
    assert!(is_login_required(&refused), "{refused:#?}");
    let transfer = bea.transfer("native").await.token;
    let (done, _) = redeem(&transfer, &[("id_token_hint", &theirs)]).await;
    done.code();
}

async fn a_pushed_hint_counts(engine: Engine) {
    let (ada, bea) = people(engine).await;
    let (browser, tokens) = ada.logged_in("web").await;
    let theirs = id_token(&bea, "web").await;
    let push = async |hint: &str| {
        let url = ada.authorize_url("web", &[("prompt", "none"), ("id_token_hint", hint)]);
        let (_, query) = url.split_once('?').expect("a query");
        let mut form: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        form.push(("client_secret".to_owned(), secret("web")));
        let request = ada
            .http
            .request(reqwest::Method::POST, "/oauth/par")
            .form(&form);
        let pushed = ada.http.send(request).await.expect(201).json();
        let uri = text(&pushed, "request_uri");
        browser
            .get(&format!("/authorize?client_id=web&request_uri={uri}"))
            .await
    };
    push(&text(&tokens, "id_token")).await.code();
    assert!(is_login_required(&push(&theirs).await));
}
