//! Providers that do not answer, or not as they must.

use super::provider::Trouble;
use super::*;

on_both_engines! {
    a_provider_in_trouble_holds_up_one_login,
    userinfo_is_of_the_same_user,
    private_addresses_are_not_called,
}

async fn a_provider_in_trouble_holds_up_one_login(engine: Engine) {
    let place = place(engine, json!({})).await;
    let (world, browser) = (&place.world, place.world.browser());
    let asked = [("connection", "corp")];
    for trouble in [
        Trouble::Fails,
        Trouble::Floods,
        Trouble::Babbles,
        Trouble::Stalls,
    ] {
        place.provider.be("discovery", Some(trouble));
        let answer = world.authorize(&browser, "web", &asked).await;
        Place::refused(&answer, UNUSABLE);
        if trouble == Trouble::Babbles {
            // What was babbled is kept for a while.
            world.advance("16m").await;
        }
    }
    place.provider.be("discovery", None);
    for (what, trouble) in [
        ("token", Trouble::Fails),
        ("token", Trouble::Floods),
        ("token", Trouble::Babbles),
        ("keys", Trouble::Fails),
        ("keys", Trouble::Babbles),
    ] {
        place.provider.be(what, Some(trouble));
        let away = place.leave(&browser).await;
        let answer = place.back(&browser, &away, json!({})).await;
        let outcome = answer.outcome();
        let is_refused = matches!(&outcome, Outcome::Refused(error, _) if error == "access_denied");
        assert!(is_refused, "{what} {outcome:?}");
        place.provider.be(what, None);
    }
    world.advance("16m").await;
    let away = place.leave(&browser).await;
    let later = json!({ "exp": now() + 36_000 });
    place.back(&browser, &away, later).await.expect(303);
}

async fn userinfo_is_of_the_same_user(engine: Engine) {
    let map = json!({ "mapping_mode": "bind_all", "attributes": {
        "nickname": "${context.userinfo.handle}", "given_name": "${context.tokenset.lang}" } });
    let place = place(engine, json!({ "attribute_map": map })).await;
    let browser = place.world.browser();
    for other in [
        json!({ "sub": "another", "handle": "x" }),
        json!({ "handle": "x" }),
    ] {
        place.provider.says_of_user(other);
        let away = place.leave(&browser).await;
        let answer = place.back(&browser, &away, json!({})).await;
        Place::refused(&answer, INVALID);
    }
    place
        .provider
        .says_of_user(json!({ "sub": "248289761001", "handle": "jd" }));
    place.sign_in(&browser, json!({ "lang": "eo" })).await;
    let user = &place.users().await[0];
    assert_eq!(
        (&user["nickname"], &user["given_name"]),
        (&json!("jd"), &json!("eo"))
    );
    let (headers, _) = &place.provider.asked("userinfo")[0];
    assert_eq!(headers["authorization"], "Bearer at-of-the-provider");
}

async fn private_addresses_are_not_called(engine: Engine) {
    let world = World::own(engine).await;
    let provider = Provider::start().await;
    connect(&world, &provider, ("corp", json!({}))).await;
    let tls = provider.issuer.replace("http://", "https://");
    let tls = json!({ "discovery_url": format!("{tls}/x") });
    connect(&world, &provider, ("tls", tls)).await;
    let browser = world.browser();
    for name in ["corp", "tls"] {
        let answer = world
            .authorize(&browser, "web", &[("connection", name)])
            .await;
        Place::refused(&answer, UNUSABLE);
    }
    assert!(provider.asked("discovery").is_empty());
}
