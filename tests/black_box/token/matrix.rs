//! Every secret works in the one place that it was made for, and nowhere else.

use reqwest::Method;

use crate::harness::*;

/// One of each kind, by name. All stay usable when they are shown in a wrong place.
async fn secrets(world: &World) -> Vec<(&'static str, String)> {
    let (browser, tokens) = world.logged_in("web").await;
    let api = world
        .password("native-static", &[("audience", API)])
        .await
        .expect(200)
        .json();
    vec![
        ("transfer token", world.transfer("native").await.token),
        ("refresh token", text(&api, "refresh_token")),
        ("code", world.authorize(&browser, "web", &[]).await.code()),
        ("opaque access token", text(&tokens, "access_token")),
        ("access token", text(&api, "access_token")),
        ("id token", text(&api, "id_token")),
        ("session", browser.cookie("auth0").expect("a session")),
        ("management token", world.management_token().await),
        ("client secret", secret("machine")),
    ]
}

/// Whether the secret opens this door.
async fn opens(world: &World, door: &str, secret: &str) -> bool {
    let browser = world.browser();
    match door {
        "userinfo" => world.userinfo(secret).await.status == 200,
        "code" => world.code("web", secret).await.status == 200,
        "refresh" => world.refresh("native-static", secret, &[]).await.status == 200,
        "exchange" => world.exchange("native-static", secret).await.status == 200,
        "transfer by query" => {
            let answer = world.redeem(&browser, "web", secret).await;
            matches!(answer.outcome(), Outcome::Code(_))
        }
        "transfer by cookie" => {
            browser.set_cookie(TRANSFER_COOKIE, secret);
            let answer = world.authorize(&browser, "web", &[]).await;
            matches!(answer.outcome(), Outcome::Code(_))
        }
        "session" => {
            browser.set_cookie("auth0", secret);
            world.has_session(&browser).await
        }
        "management" => {
            let request = world
                .http
                .request(Method::GET, "/api/v2/logs")
                .bearer_auth(secret);
            world.http.send(request).await.status == 200
        }
        "pushed request" => {
            let more = [("request_uri", secret)];
            let answer = world.authorize(&browser, "web", &more).await;
            answer.status == 302
                && answer.outcome() != Outcome::Page(302)
                && answer.parameter("error").is_none()
        }
        _ => panic!("no such door: {door}"),
    }
}

const DOORS: [(&str, &[&str]); 9] = [
    ("userinfo", &["opaque access token", "access token"]),
    ("code", &["code"]),
    ("refresh", &["refresh token"]),
    ("exchange", &["refresh token"]),
    ("transfer by query", &["transfer token"]),
    ("transfer by cookie", &[]),
    ("session", &["session"]),
    ("management", &["management token"]),
    ("pushed request", &[]),
];

on_both_engines! {
    no_secret_opens_a_foreign_door,
    a_used_code_takes_its_tokens_along,
    only_who_proves_itself_may_send_a_plain_challenge,
    a_verifier_that_equals_the_challenge_is_not_enough,
}

async fn no_secret_opens_a_foreign_door(engine: Engine) {
    let world = World::shared(engine).await;
    let secrets = secrets(&world).await;
    for (door, keys) in DOORS {
        let foreign = secrets.iter().filter(|(name, _)| !keys.contains(name));
        for (name, secret) in foreign {
            if (door, *name) != ("transfer by cookie", "transfer token") {
                assert!(!opens(&world, door, secret).await, "a {name} opens {door}");
            }
        }
    }
    for (door, keys) in DOORS {
        for (name, secret) in secrets.iter().filter(|(name, _)| keys.contains(name)) {
            assert!(
                opens(&world, door, secret).await,
                "a {name} no longer opens {door}"
            );
        }
    }
}

async fn a_used_code_takes_its_tokens_along(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let token = text(&tokens, "refresh_token");
    world.refresh("web", &token, &[]).await.expect(200);
    world.code("web", &code).await.expect(403);
    world.refresh("web", &token, &[]).await.expect(403);
}

async fn only_who_proves_itself_may_send_a_plain_challenge(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let plain = [
        ("code_challenge", VERIFIER),
        ("code_challenge_method", "plain"),
    ];
    let unnamed = [("code_challenge", VERIFIER), ("code_challenge_method", "")];
    let absent = [("code_challenge", ""), ("code_challenge_method", "")];
    for more in [plain, unnamed, absent] {
        let answer = world.authorize(&browser, "spa", &more).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("invalid_request"),
            "{more:?}"
        );
    }
    for more in [plain, unnamed] {
        let code = world.authorize(&browser, "web", &more).await.code();
        world.code("web", &code).await.expect(200);
    }
    let code = world.authorize(&browser, "spa", &[]).await.code();
    world.code("spa", &code).await.expect(200);
    let answer = world
        .authorize(&browser, "spa", &[("code_challenge_method", "")])
        .await;
    assert!(
        !matches!(answer.outcome(), Outcome::Code(_)),
        "a method is not guessed"
    );
}

async fn a_verifier_that_equals_the_challenge_is_not_enough(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let code = world.authorize(&browser, "spa", &[]).await.code();
    let (challenge, uri) = (challenge(VERIFIER), callback("spa"));
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", &uri),
        ("code_verifier", &challenge),
    ];
    world.token("spa", &form).await.expect(403);
}
