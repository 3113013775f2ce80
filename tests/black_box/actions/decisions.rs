//! What Actions may decide of sessions and refresh tokens, and what a failing or hostile one costs.

use reqwest::Method;

use super::{bind, execution, post_login};
use crate::harness::*;

const FAILED: &str = "The request was refused because an Action failed";

on_both_engines! {
    a_failing_action_refuses,
    a_run_under_way_ends_as_it_began,
    a_hostile_action_costs_its_own_request,
    sessions_and_refresh_tokens_end_earlier,
    what_an_action_revokes_is_gone,
    metadata_stay_with_session_and_refresh_token,
}

async fn a_failing_action_refuses(engine: Engine) {
    let world = World::own(engine).await;
    let code = post_login(
        "if (event.request.body.scope === 'openid') return;\n  console.log('about to');\n  event.nothing.here;",
    );
    bind(&world, "post-login", &[("Broken", &code)]).await;
    world
        .password("native", &[("scope", "openid")])
        .await
        .expect(200);
    let answer = world.password("native", &[]).await;
    answer.expect_error(403, "access_denied", FAILED);
    let entry = world.logged("fepft", "").await;
    let description = text(&entry, "description");
    assert!(
        description.starts_with("The Action \"Broken\" failed: TypeError"),
        "{description}"
    );
    let ran = execution(&world, &entry).await;
    let result = &ran["results"][0];
    assert_eq!(result["logs"][0]["message"], "about to");
    assert!(
        text(&result["error"], "stack").contains("action.js:4"),
        "{result}"
    );
    assert!(!ran.to_string().contains("hush-hush"));

    let code = post_login("return Promise.reject('no reason')");
    bind(&world, "post-login", &[("Rejecting", &code)]).await;
    let answer = world.password("native", &[]).await;
    answer.expect_error(403, "access_denied", FAILED);
    let code = post_login("api.prompt.render('form')");
    bind(&world, "post-login", &[("Form", &code)]).await;
    let transfer_side = world.browser();
    let start = world.authorize(&transfer_side, "web", &[]).await;
    let answer = transfer_side.log_in(&start, &world.email).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), FAILED.into())
    );
}

async fn a_run_under_way_ends_as_it_began(engine: Engine) {
    let world = World::own(engine).await;
    let version = |text: &str| {
        post_login(&format!(
            "await new Promise((done) => setTimeout(done, event.request.body.slow ? 1500 : 0));
             api.accessToken.setCustomClaim('version', '{text}')"
        ))
    };
    bind(&world, "post-login", &[("Slow", &version("old"))]).await;
    let path = "/api/v2/actions/actions?actionName=Slow";
    let found = world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json();
    let id = text(&found["actions"][0], "id");
    let more = [("audience", API), ("slow", "1")];
    let under_way = world.password("native", &more);
    let deploy = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let path = format!("/api/v2/actions/actions/{id}");
        let body = serde_json::json!({"code": version("new")});
        world
            .manage(Method::PATCH, &path, Some(body))
            .await
            .expect(200);
        let path = format!("{path}/deploy");
        let deployed = world.manage(Method::POST, &path, None).await;
        assert!(deployed.status < 300, "{deployed:?}");
    };
    let (answer, ()) = tokio::join!(under_way, deploy);
    let tokens = answer.expect(200).json();
    let token = world.verify(&tokens["access_token"], API).await;
    assert_eq!(token.claims["version"], "old");
    let tokens = world
        .password("native", &[("audience", API)])
        .await
        .expect(200)
        .json();
    let token = world.verify(&tokens["access_token"], API).await;
    assert_eq!(token.claims["version"], "new");

    // A worker that is gone takes its run with it, and the log names the Action.
    let crash = post_login("if (event.request.body.crash) new Array(4294967295).join('')");
    bind(&world, "post-login", &[("Crash", &crash)]).await;
    let answer = world.password("native", &[("crash", "1")]).await;
    answer.expect_error(403, "access_denied", FAILED);
    let logs = world.logs().await;
    let entry = logs.iter().find(|l| l["type"] == "fepft").expect("told");
    assert_eq!(entry["details"]["action"]["name"], "Crash");
    let told = [
        "The Action \"Crash\" failed: The Action ended its process",
        // A busy machine may not have got as far.
        "The Action \"Crash\" failed: The Action took too long",
    ];
    assert!(
        told.contains(&text(entry, "description").as_str()),
        "{entry}"
    );
    world.password("native", &[]).await.expect(200);
}

async fn a_hostile_action_costs_its_own_request(engine: Engine) {
    let world = World::own(engine).await;
    let bombs = post_login(
        "switch (event.request.body.bomb) {
           case 'loop': for (;;) {}
           case 'memory': { const all = []; for (;;) all.push('x'.repeat(1e6) + all.length); }
           case 'stack': { const deep = () => deep() + 1; return deep(); }
           case 'regexp': return /^(a+)+$/.test('a'.repeat(40) + 'b');
           case 'join': return new Array(4294967295).join('');
           case 'claims': for (;;) api.accessToken.setCustomClaim('x', 'y'.repeat(1e4));
           case 'exit': return (0, eval)('process').exit(0);
         }",
    );
    bind(&world, "post-login", &[("Bombs", &bombs)]).await;
    for bomb in ["memory", "stack", "claims", "exit"] {
        let answer = world.password("native", &[("bomb", bomb)]).await;
        answer.expect_error(403, "access_denied", FAILED);
    }
    let hostile = async {
        tokio::join!(
            world.password("native", &[("bomb", "loop")]),
            world.password("native", &[("bomb", "regexp")]),
            world.password("native", &[("bomb", "join")]),
        )
    };
    let friendly = async {
        // They wait for the processors that the others burn, and for nothing else.
        for _ in 0..5 {
            world.password("native", &[]).await.expect(200);
        }
    };
    let ((one, two, three), ()) = tokio::join!(hostile, friendly);
    for answer in [one, two, three] {
        answer.expect_error(403, "access_denied", FAILED);
    }
    world.password("native", &[]).await.expect(200);
}

async fn sessions_and_refresh_tokens_end_earlier(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2030-01-01T00:00:00Z").await;
    let code = post_login(
        "const minutes = (n) => Date.now() + n * 60000;
         api.session.setExpiresAt(minutes(10)).session.setExpiresAt(minutes(90));
         api.refreshToken.setExpiresAt(minutes(5)).refreshToken.setIdleExpiresAt(minutes(1e9));",
    );
    bind(&world, "post-login", &[("Short", &code)]).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    world.redeem(&browser, "web", &transfer.token).await.code();
    let (typed, tokens) = world.logged_in("web-refresh").await;
    let refresh_token = text(&tokens, "refresh_token");
    bind(&world, "post-login", &[]).await;
    world.advance("4m").await;
    let next = world
        .refresh("web-refresh", &refresh_token, &[])
        .await
        .expect(200)
        .json();
    let refresh_token = next["refresh_token"]
        .as_str()
        .map_or(refresh_token, str::to_owned);
    world.advance("2m").await;
    let late = world.refresh("web-refresh", &refresh_token, &[]).await;
    assert_eq!(late.status, 403, "{late:?}");
    assert!(world.has_session(&browser).await && world.has_session(&typed).await);
    world.advance("5m").await;
    assert!(!world.has_session(&browser).await);
    assert!(!world.has_session(&typed).await);
}

async fn what_an_action_revokes_is_gone(engine: Engine) {
    let world = World::own(engine).await;
    let (browser, tokens) = world.logged_in("web-refresh").await;
    let refresh_token = text(&tokens, "refresh_token");
    let other = world.refresh_token("native").await;
    let code = post_login(
        "if (event.transaction.protocol === 'oauth2-refresh-token') return api.refreshToken.revoke('Gone');
         api.session.revoke('Signed out')",
    );
    bind(&world, "post-login", &[("Revoke", &code)]).await;
    let answer = world.refresh("native", &other, &[]).await;
    answer.expect_error(403, "access_denied", "Gone");
    let answer = world.authorize(&browser, "web", &[]).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), "Signed out".into())
    );
    bind(&world, "post-login", &[]).await;
    assert_eq!(world.refresh("native", &other, &[]).await.status, 403);
    assert!(!world.has_session(&browser).await);
    let with_it = world.refresh("web-refresh", &refresh_token, &[]).await;
    assert_eq!(with_it.status, 403, "{with_it:?}");
}

async fn metadata_stay_with_session_and_refresh_token(engine: Engine) {
    let world = World::own(engine).await;
    let code = post_login(
        "const seen = Number(event.refresh_token?.metadata.seen ?? event.session?.metadata.seen ?? 0);
         console.log(String(seen));
         if (event.session) api.session.setMetadata('seen', String(seen + 1));
         if (event.refresh_token) api.refreshToken.setMetadata('seen', String(seen + 1));
         if (event.request.query.bad) api.session.setMetadata('a b', 'x');",
    );
    bind(&world, "post-login", &[("Count", &code)]).await;
    let (browser, _) = world.logged_in("web").await;
    for _ in 0..2 {
        world.authorize(&browser, "web", &[]).await.code();
    }
    let mut counted: Vec<String> = vec![];
    for entry in world.logs().await.iter().filter(|l| l["type"] == "s") {
        let ran = execution(&world, entry).await;
        counted.push(text(&ran["results"][0]["logs"][0], "message"));
    }
    counted.sort();
    assert_eq!(counted, ["0", "1", "2"]);
    let answer = world.authorize(&browser, "web", &[("bad", "1")]).await;
    let sentence = "Failed to set session metadata: Invalid metadata: Metadata keys may only include letters, numbers, underscores, or hyphens";
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), sentence.into())
    );

    let token = world.refresh_token("native-static").await;
    for _ in 0..2 {
        world
            .refresh("native-static", &token, &[])
            .await
            .expect(200);
    }
    let logs = world.logs().await;
    let last = logs
        .iter()
        .find(|l| l["type"] == "sertft")
        .expect("a refresh");
    let ran = execution(&world, last).await;
    assert_eq!(ran["results"][0]["logs"][0]["message"], "1");
}
