//! `prompt=select_account`: the user goes on as whom the browser knows, or another one signs in.

use serde_json::json;

use crate::harness::*;

const CHOOSE: &[(&str, &str)] = &[("prompt", "select_account")];
const CHOOSER: &str = " account-chooser\"";

on_both_engines! {
    the_user_goes_on_or_makes_room_for_another,
    who_is_asked_again_is_known,
    no_user_is_asked_where_there_is_no_choice,
    no_way_leads_around_the_choice,
}

async fn the_user_goes_on_or_makes_room_for_another(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let asked = world.authorize(&browser, "web", CHOOSE).await;
    let page = browser.follow(&asked).await.expect(200);
    assert!(page.body.contains(CHOOSER), "{}", page.body);
    assert!(page.body.contains(&world.email), "{}", page.body);
    let chosen = browser.submit(&page, &[("action", "accept")]).await;
    let answer = browser.follow(&chosen.expect(303)).await;
    let tokens = world.code("web", &answer.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["email"], world.email.as_str());

    let asked = world.authorize(&browser, "web", CHOOSE).await;
    let page = browser.follow(&asked).await.expect(200);
    let switched = browser
        .submit(&page, &[("action", "switch")])
        .await
        .expect(303);
    let page = browser.follow(&switched).await.expect(200);
    let typed = format!("value=\"{}\"", world.email);
    assert!(!page.body.contains(&typed), "{}", page.body);
    let other = World::shared(engine).await;
    let answer = browser.log_in(&switched, &other.email).await;
    let tokens = world.code("web", &answer.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["email"], other.email.as_str());
}

async fn who_is_asked_again_is_known(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    for again in [("prompt", "login"), ("max_age", "0")] {
        let asked = world.authorize(&browser, "web", &[again]).await;
        let page = browser.follow(&asked).await.expect(200);
        let typed = format!("value=\"{}\"", world.email);
        assert!(page.body.contains(&typed), "{}", page.body);
        let hinted = [again, ("login_hint", "bea@example.com")];
        let asked = world.authorize(&browser, "web", &hinted).await;
        let page = browser.follow(&asked).await.expect(200);
        assert!(page.body.contains("value=\"bea@example.com\""));
        assert!(!page.body.contains(&typed), "{}", page.body);
    }
    // Another browser knows nobody.
    let asked = world.authorize(&world.browser(), "web", &[]).await;
    let page = world.browser().follow(&asked).await;
    assert!(!page.body.contains(&world.email), "{}", page.body);
}

async fn no_user_is_asked_where_there_is_no_choice(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    // No user is signed in: the one who logs in has chosen.
    let asked = world.authorize(&browser, "web", CHOOSE).await;
    assert!(matches!(
        browser.log_in(&asked, &world.email).await.outcome(),
        Outcome::Code(_)
    ));
    // A new login is a choice too.
    let both = [("prompt", "login select_account")];
    let asked = world.authorize(&browser, "web", &both).await;
    assert!(matches!(
        browser.log_in(&asked, &world.email).await.outcome(),
        Outcome::Code(_)
    ));
    let none = [("prompt", "none select_account")];
    let answer = world.authorize(&browser, "web", &none).await;
    let text = "prompt none cannot be combined with another value";
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("invalid_request".into(), text.into())
    );
}

async fn no_way_leads_around_the_choice(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let asked = world.authorize(&browser, "web", CHOOSE).await;
    let state = asked.parameter("state").expect("a page of ours");
    let resumed = browser
        .get(&format!("/authorize/resume?state={state}"))
        .await;
    let page = browser.follow(&resumed).await.expect(200);
    assert!(page.body.contains(CHOOSER), "{}", page.body);
    // Neither for another browser, nor by a button that is not there.
    let link = format!("/u/account-chooser?state={state}");
    assert!(!world.browser().get(&link).await.body.contains(&world.email));
    let form = [("action", "deny")];
    browser.submit(&page, &form).await.expect(400);
    // It asks nothing else: whether a callback that anyone may claim is the user's own, its own page says.
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(1);
    let confirming = tenant.client("web");
    confirming["callbacks"] = json!(["com.example.app://callback"]);
    confirming["skip_non_verifiable_callback_uri_confirmation_prompt"] = json!(false);
    let own = World::of(&setup.tenant(&tenant).start().await);
    let browser = own.browser();
    let to = ("redirect_uri", "com.example.app://callback");
    let begun = own.authorize(&browser, "web", &[to]).await;
    browser.log_in(&begun, &own.email).await;
    let asked = own.authorize(&browser, "web", &[to, CHOOSE[0]]).await;
    let page = browser.follow(&asked).await.expect(200);
    let chosen = browser
        .submit(&page, &[("action", "accept")])
        .await
        .expect(303);
    let confirm = browser.follow(&chosen).await;
    let confirm = confirm.location().expect("a page of ours");
    assert_eq!(confirm.path(), "/u/confirm");
    // A transfer token is no choice, and is not used up.
    let transfer = world.transfer("native").await;
    let more = [
        ("prompt", "select_account"),
        ("session_transfer_token", transfer.token.as_str()),
    ];
    let asked = world.authorize(&world.browser(), "web", &more).await;
    assert_eq!(asked.outcome(), Outcome::Login);
    let answer = world.redeem(&world.browser(), "web", &transfer.token).await;
    assert!(matches!(answer.outcome(), Outcome::Code(_)));
}
