//! A new password overtakes the logins with the old one that are still under way.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::actions::{bind, post_login};
use crate::harness::federation::*;
use crate::harness::*;

const NEW: &str = "another-password-1";

on_both_engines! {
    the_session_of_a_login_that_is_overtaken_has_ended,
    no_login_with_the_old_password_outlives_it,
    a_login_that_is_overtaken_gets_no_tokens,
    a_login_that_an_action_sent_away_is_overtaken_too,
}

/// A server with an Action that gives the user another password in the middle of their login.
async fn changing(engine: Engine) -> World {
    let setup = Setup::new(engine)
        .await
        .set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true");
    let mut tenant = federated_tenant(1);
    tenant.client("web")["grant_types"] = json!(["authorization_code", "implicit"]);
    let world = World::of(&setup.tenant(&tenant).start().await);
    let (issuer, token) = (world.issuer(), world.management_token().await);
    let change = post_login(&format!(
        "const answer = await fetch('{issuer}api/v2/users/' + encodeURIComponent(event.user.user_id), {{
           method: 'PATCH',
           headers: {{ authorization: 'Bearer {token}', 'content-type': 'application/json' }},
           body: JSON.stringify({{ password: '{NEW}' }}),
         }});
         if (answer.status !== 200) throw new Error('status ' + answer.status);"
    ));
    bind(&world, "post-login", &[("Change", &change)]).await;
    world
}

async fn the_session_of_a_login_that_is_overtaken_has_ended(engine: Engine) {
    let world = changing(engine).await;
    let browser = world.browser();
    let begun = world.authorize(&browser, "web", &[]).await;
    let answer = browser.log_in(&begun, &world.email).await;
    let tokens = world.code("web", &answer.code()).await;
    tokens.expect_error(403, "invalid_grant", "Invalid authorization code");
    assert!(!world.has_session(&browser).await);
}

async fn a_login_that_is_overtaken_gets_no_tokens(engine: Engine) {
    for scope in ["openid offline_access", "openid"] {
        let world = changing(engine).await;
        let answer = world.password("native", &[("scope", scope)]).await;
        answer.expect_error(403, "invalid_grant", "Wrong email or password.");
        let reason = "meanwhile the user was deleted, or got another password";
        world.logged("fepft", reason).await;
    }
    // Neither by a protocol that gives them to the browser.
    let world = changing(engine).await;
    let browser = world.browser();
    let implicit = [("response_type", "id_token"), ("nonce", NONCE)];
    let begun = world.authorize(&browser, "web", &implicit).await;
    let answer = browser.log_in(&begun, &world.email).await;
    let location = answer.location().expect("the callback");
    let fragment = location.fragment().expect("an error");
    let wanted = "error=access_denied&error_description=the+session+was+ended+during+the+login";
    assert!(fragment.starts_with(wanted), "{location}");
}

/// Whichever comes first at each of their steps.
async fn no_login_with_the_old_password_outlives_it(engine: Engine) {
    let world = World::own(engine).await;
    let user = world.user_path().await;
    let mut old = PASSWORD.to_owned();
    for round in 0..8 {
        let new = format!("another-password-{round}");
        let change = async {
            let change = json!({ "password": new });
            world.manage(Method::PATCH, &user, Some(change)).await
        };
        let login = async {
            tokio::time::sleep(Duration::from_millis(round * 8)).await;
            let typed = [("password", old.as_str())];
            world.password("native", &typed).await
        };
        let (changed, tokens) = tokio::join!(change, login);
        changed.expect(200);
        if tokens.status == 200 {
            let token = text(&tokens.json(), "refresh_token");
            world.refresh("native", &token, &[]).await.expect(403);
        }
        let typed = [("password", new.as_str())];
        world.password("native", &typed).await.expect(200);
        old = new;
    }
}

async fn a_login_that_an_action_sent_away_is_overtaken_too(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(1)).start().await);
    let away = post_login("api.redirect.sendUserTo('https://elsewhere.example/')");
    let away = format!("{away}\nexports.onContinuePostLogin = async () => {{}};");
    bind(&world, "post-login", &[("Away", &away)]).await;
    let mut password = PASSWORD;
    for (path, next) in [
        ("/authorize", NEW),
        ("/samlp/sp", PASSWORD),
        ("/wsfed/rp?wa=wsignin1.0&wtrealm=urn%3Arp", NEW),
    ] {
        let browser = world.browser();
        let begun = match path {
            "/authorize" => world.authorize(&browser, "web", &[]).await,
            _ => browser.get(path).await,
        };
        let page = browser.follow(&begun).await;
        let typed = [("username", world.email.as_str()), ("password", password)];
        let sent = browser.submit(&page, &typed).await.expect(303);
        let sent = browser.follow(&sent).await;
        let sent = sent.location().expect("a redirect of the Action");
        assert_eq!(sent.host_str(), Some("elsewhere.example"), "{path}");
        let change = json!({ "password": next });
        let user = world.user_path().await;
        world
            .manage(Method::PATCH, &user, Some(change))
            .await
            .expect(200);
        password = next;
        let (_, state) = sent.query_pairs().next().expect("a state");
        let back = browser.get(&format!("/continue?state={state}")).await;
        assert_eq!(back.outcome_of_ours(), Some(Outcome::Login), "{path}");
        assert!(!world.has_session(&browser).await, "{path}");
    }
}
