//! Where users meet a provider: buttons, the named connection, organizations, factors, other protocols.

use super::*;

on_both_engines! {
    a_button_leads_to_the_provider,
    a_connection_is_for_its_clients_and_organizations,
    what_the_application_asks_for_goes_along,
    a_second_footbridge_is_a_provider,
}

async fn a_button_leads_to_the_provider(engine: Engine) {
    let place = place(engine, json!({})).await;
    let (world, browser) = (&place.world, place.world.browser());
    let answer = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&answer).await.expect(200);
    assert!(
        page.body.contains("Corp &amp; Sons") || page.body.contains("Corp &#38; Sons"),
        "{}",
        page.body
    );
    assert!(has_attribute(&page.body, "data-provider", "oidc"));
    let press = async |name: &str| {
        let state = page.url.query_pairs().find(|(name, _)| name == "state");
        let state = state.expect("a state").1.into_owned();
        let request = world.http.request(Method::POST, page.url.as_str());
        browser
            .send(request.form(&[("state", state.as_str()), ("connection", name)]))
            .await
    };
    for unknown in ["Username-Password-Authentication", "nowhere"] {
        let pressed = press(unknown).await.expect(303);
        assert_eq!(pressed.outcome(), Outcome::Login, "the page again");
    }
    press("corp").await.expect(303);
    // The user goes back, and presses again: the newest answer counts.
    let away = Away::of(&press("corp").await.expect(303), &place.provider);
    let back = place.back(&browser, &away, json!({})).await.expect(303);
    browser.follow(&back).await.code();
    // Without a database there is nothing to type.
    let clients = json!([{ "client_id": "web", "status": false }]);
    let databases = get(world, "/connections?strategy=auth0").await;
    let path = format!("/connections/{}/clients", text(&databases[0], "id"));
    call(world, Method::PATCH, &path, clients).await.expect(204);
    let browser = world.browser();
    let answer = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&answer).await.expect(200);
    assert!(!page.body.contains("name=\"password\""));
    let pressed = browser.submit(&page, &[]).await.expect(303);
    let away = Away::of(&pressed, &place.provider);
    let back = place.back(&browser, &away, json!({})).await.expect(303);
    browser.follow(&back).await.code();
    // Hidden buttons are for addresses that name the connection.
    let path = format!("/connections/{}", place.id);
    let hidden = json!({ "show_as_button": false });
    call(world, Method::PATCH, &path, hidden).await.expect(200);
    let browser = world.browser();
    let answer = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&answer).await.expect(200);
    assert!(!page.body.contains("Corp"));
    place.leave(&browser).await;
}

async fn a_connection_is_for_its_clients_and_organizations(engine: Engine) {
    let place = place(engine, json!({})).await;
    let (world, browser) = (&place.world, place.world.browser());
    let path = format!("/connections/{}/clients", place.id);
    let away = place.leave(&browser).await;
    let none = json!([{ "client_id": "web", "status": false }]);
    call(world, Method::PATCH, &path, none).await.expect(204);
    const NOT_ENABLED: &str = "the connection is not enabled for the client";
    Place::refused(&place.back(&browser, &away, json!({})).await, NOT_ENABLED);
    let asked = [("connection", "corp")];
    Place::refused(&world.authorize(&browser, "web", &asked).await, NOT_ENABLED);
    let silent = world
        .authorize(
            &browser,
            "web",
            &[("connection", "corp"), ("prompt", "none")],
        )
        .await;
    let expected = Outcome::Refused("login_required".to_owned(), "Login required".to_owned());
    assert_eq!(silent.outcome(), expected);
    let again = json!([{ "client_id": "web", "status": true }]);
    call(world, Method::PATCH, &path, again).await.expect(204);
    let usage = json!({ "organization_usage": "allow" });
    call(world, Method::PATCH, "/clients/web", usage)
        .await
        .expect(200);
    let made = call(
        world,
        Method::POST,
        "/organizations",
        json!({ "name": "acme" }),
    )
    .await;
    let organization = text(&made.expect(201).json(), "id");
    let asked = [
        ("connection", "corp"),
        ("organization", organization.as_str()),
    ];
    Place::refused(&world.authorize(&browser, "web", &asked).await, NOT_ENABLED);
    let body = json!({ "connection_id": place.id, "assign_membership_on_login": true });
    let path = format!("/organizations/{organization}/enabled_connections");
    call(world, Method::POST, &path, body).await.expect(201);
    let answer = world.authorize(&browser, "web", &asked).await;
    let away = Away::of(&answer, &place.provider);
    let back = place.back(&browser, &away, json!({})).await.expect(303);
    let code = browser.follow(&back).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id_token = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(id_token["org_id"], organization.as_str());
}

async fn what_the_application_asks_for_goes_along(engine: Engine) {
    let more = json!({ "upstream_params": {
        "screen": { "value": "big" }, "who": { "alias": "login_hint" }, "nonce": { "value": "fixed" } },
        "connection_settings": { "pkce": "disabled" } });
    let place = place(engine, more).await;
    let (world, browser) = (&place.world, place.world.browser());
    let asked = [
        ("connection", "corp"),
        ("login_hint", "jane@corp.example"),
        ("connection_scope", "calendar,email"),
    ];
    let answer = world.authorize(&browser, "web", &asked).await;
    let away = Away::of(&answer, &place.provider);
    assert_eq!(away.get("screen"), "big");
    assert_eq!(away.get("who"), "jane@corp.example");
    assert_eq!(away.get("scope"), "openid profile email calendar");
    assert_eq!(away.get("code_challenge"), "");
    assert_ne!(away.get("nonce"), "fixed");
    let nonces = away.url.query_pairs().filter(|(name, _)| name == "nonce");
    assert_eq!(nonces.count(), 1);
    let back = place.back(&browser, &away, json!({})).await.expect(303);
    browser.follow(&back).await.code();
    // A session of another connection is not the one that is asked for.
    let (browser, _) = world.logged_in("web").await;
    place.leave(&browser).await;
}

/// Not only a provider of the tests' own making: one with its own keys, pages and refusals.
async fn a_second_footbridge_is_a_provider(engine: Engine) {
    let theirs = World::own(engine).await;
    let setup = Setup::new(engine).await;
    let setup = setup.set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true");
    let ours = World::of(&setup.start().await);
    let callback = format!("{}login/callback", ours.issuer());
    let callbacks = json!({ "callbacks": [callback] });
    call(&theirs, Method::PATCH, "/clients/web", callbacks)
        .await
        .expect(200);
    let body = json!({ "name": "theirs", "strategy": "oidc", "options": {
        "type": "back_channel", "client_id": "web", "client_secret": secret("web"),
        "discovery_url": format!("{}.well-known/openid-configuration", theirs.issuer()) } });
    let made = call(&ours, Method::POST, "/connections", body)
        .await
        .expect(201)
        .json();
    let path = format!("/connections/{}/clients", text(&made, "id"));
    let clients = json!([{ "client_id": "web", "status": true }]);
    call(&ours, Method::PATCH, &path, clients).await.expect(204);
    let (here, there) = (ours.browser(), theirs.browser());
    let answer = ours
        .authorize(&here, "web", &[("connection", "theirs")])
        .await;
    let away = answer.location().expect("a redirect");
    let login = there.get(away.as_str()).await;
    let page = there.follow(&login).await.expect(200);
    let filled = [("username", theirs.email.as_str()), ("password", PASSWORD)];
    let sent = there.submit(&page, &filled).await.expect(303);
    let answered = there.follow(&sent).await;
    let location = answered.location().expect("back to us");
    assert!(location.as_str().starts_with(&callback), "{location}");
    let back = here.get(location.as_str()).await.expect(303);
    let code = here.follow(&back).await.code();
    let tokens = ours.code("web", &code).await.expect(200).json();
    let id_token = ours.verify(&tokens["id_token"], "web").await.claims;
    let subject = theirs.user_id().await;
    assert_eq!(id_token["sub"], format!("oidc|theirs|{subject}"));
    assert_eq!(id_token["email"], theirs.email.as_str());
}
