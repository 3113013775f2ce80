//! What is used once is used once, however many ask at the same moment and whichever process
//! they ask.

use std::sync::Arc;

use crate::harness::*;

const ISSUER: &str = "http://footbridge.localhost/";

/// Processes that share one database: three on Postgres, one on SQLite.
async fn processes(engine: Engine) -> Vec<World> {
    let count = if engine == Engine::Postgres { 3 } else { 1 };
    let database = Arc::new(Database::create(engine).await);
    let setup = Setup::on(database)
        .tenant(&Tenant::standard(4))
        .set("ISSUER", ISSUER);
    let mut servers = vec![];
    for _ in 0..count {
        servers.push(setup.start().await);
    }
    let first = World::of(&servers[0]);
    servers.iter().map(|server| first.asking(server)).collect()
}

/// Asks `count` times at once, the processes in turn.
async fn all_at_once<F>(worlds: &[World], count: usize, attempt: impl Fn(World) -> F) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let attempts = (0..count).map(|number| attempt(worlds[number % worlds.len()].clone()));
    together(attempts).await
}

on_both_engines! {
    of_two_hundred_redemptions_one_makes_a_session,
    query_and_cookie_are_one_token,
    a_rightful_and_a_foreign_redemption_have_one_outcome,
    a_code_is_exchanged_once,
    a_rotating_token_is_exchanged_for_one_transfer,
    a_pushed_request_is_used_once,
    each_step_may_meet_another_process,
    a_login_may_meet_another_process_at_each_step,
}

async fn of_two_hundred_redemptions_one_makes_a_session(engine: Engine) {
    let worlds = processes(engine).await;
    for round in 0..3 {
        let transfer = worlds[round % worlds.len()].transfer("native").await;
        let answers = all_at_once(&worlds, 200, |world| {
            let token = transfer.token.clone();
            async move { world.redeem(&world.browser(), "web", &token).await }
        })
        .await;
        let codes = answers
            .iter()
            .filter(|answer| matches!(answer.outcome(), Outcome::Code(_)));
        assert_eq!(codes.count(), 1, "round {round}");
        let logins = answers
            .iter()
            .filter(|answer| answer.outcome() == Outcome::Login);
        assert_eq!(logins.count(), 199, "round {round}");
        let sessions = answers
            .iter()
            .filter(|answer| answer.cookie("auth0").is_some());
        assert_eq!(sessions.count(), 1, "round {round}");
    }
}

async fn query_and_cookie_are_one_token(engine: Engine) {
    let worlds = processes(engine).await;
    let transfer = worlds[0].transfer("native").await;
    let attempts = (0..60).map(|number| {
        let (world, token) = (
            worlds[number % worlds.len()].clone(),
            transfer.token.clone(),
        );
        async move {
            let browser = world.browser();
            if number % 2 == 0 {
                return world.redeem(&browser, "web", &token).await;
            }
            browser.set_cookie(TRANSFER_COOKIE, &token);
            world.authorize(&browser, "web-cookie", &[]).await
        }
    });
    let answers = together(attempts).await;
    let codes = answers
        .iter()
        .filter(|answer| matches!(answer.outcome(), Outcome::Code(_)));
    assert_eq!(codes.count(), 1);
}

async fn a_rightful_and_a_foreign_redemption_have_one_outcome(engine: Engine) {
    let worlds = processes(engine).await;
    for _ in 0..5 {
        let transfer = worlds[0].transfer("native").await;
        let answers = all_at_once(&worlds, 20, |world| {
            let token = transfer.token.clone();
            async move { world.redeem(&world.browser(), "web", &token).await }
        });
        let thief = worlds[0].at("203.0.113.66");
        let theft = thief.browser();
        let (answers, stolen) = tokio::join!(answers, thief.redeem(&theft, "web", &transfer.token));
        assert_eq!(stolen.outcome(), Outcome::Login);
        let codes = answers
            .iter()
            .filter(|answer| matches!(answer.outcome(), Outcome::Code(_)));
        assert!(codes.count() <= 1);
    }
}

async fn a_code_is_exchanged_once(engine: Engine) {
    let worlds = processes(engine).await;
    let world = &worlds[0];
    let transfer = world.transfer("native").await;
    let code = world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
    let answers = all_at_once(&worlds, 50, |world| {
        let code = code.clone();
        async move { world.code("web", &code).await }
    })
    .await;
    let good = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(good.count(), 1);
    let refused = answers.iter().filter(|answer| answer.status == 403);
    assert_eq!(refused.count(), 49);
}

async fn a_rotating_token_is_exchanged_for_one_transfer(engine: Engine) {
    let worlds = processes(engine).await;
    let token = worlds[0].refresh_token("native").await;
    let answers = all_at_once(&worlds, 30, |world| {
        let token = token.clone();
        async move { world.exchange("native", &token).await }
    })
    .await;
    let good = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(good.count(), 1, "{answers:#?}");
    let winner = answers
        .iter()
        .find(|answer| answer.status == 200)
        .expect("just counted")
        .json();
    let world = &worlds[0];
    let redeemed = world
        .redeem(&world.browser(), "web", &text(&winner, "access_token"))
        .await;
    assert_eq!(
        redeemed.outcome(),
        Outcome::Login,
        "the reuse has ended the family"
    );
}

async fn a_pushed_request_is_used_once(engine: Engine) {
    let worlds = processes(engine).await;
    let world = &worlds[0];
    let (browser, _) = world.logged_in("web").await;
    let session = browser.cookie("auth0").expect("a session");
    let url = world.authorize_url("web", &[]);
    let query = url.trim_start_matches("/authorize?");
    let mut form: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    form.push(("client_secret".to_owned(), secret("web")));
    let request = world
        .http
        .request(reqwest::Method::POST, "/oauth/par")
        .form(&form);
    let uri = text(
        &world.http.send(request).await.expect(201).json(),
        "request_uri",
    );
    let url = format!("/authorize?client_id=web&request_uri={uri}");
    let answers = all_at_once(&worlds, 30, |world| {
        let (session, url) = (session.clone(), url.clone());
        async move {
            let browser = world.browser();
            browser.set_cookie("auth0", &session);
            browser.get(&url).await
        }
    })
    .await;
    let codes = answers
        .iter()
        .filter(|answer| matches!(answer.outcome(), Outcome::Code(_)));
    assert_eq!(codes.count(), 1);
}

async fn each_step_may_meet_another_process(engine: Engine) {
    let worlds = processes(engine).await;
    let (first, second, third) = (
        &worlds[0],
        &worlds[1 % worlds.len()],
        &worlds[2 % worlds.len()],
    );
    let transfer = first.transfer("native").await;
    let browser = second.browser();
    let code = second.redeem(&browser, "web", &transfer.token).await.code();
    let tokens = third.code("web", &code).await.expect(200).json();
    first.verify(&tokens["id_token"], "web").await;
    second
        .userinfo(&text(&tokens, "access_token"))
        .await
        .expect(200);
    let elsewhere = third.browser();
    elsewhere.set_cookie("auth0", &browser.cookie("auth0").expect("a session"));
    assert!(third.has_session(&elsewhere).await);
    first
        .revoke("native", &transfer.refresh_token)
        .await
        .expect(200);
    assert!(!second.has_session(&browser).await);
    third
        .refresh("native", &transfer.refresh_token, &[])
        .await
        .expect(403);
    let transfer = first.transfer("native").await;
    second.advance("61s").await;
    let late = third.redeem(&third.browser(), "web", &transfer.token).await;
    assert_eq!(
        late.outcome(),
        Outcome::Login,
        "the clock is moved for all processes"
    );
}

async fn a_login_may_meet_another_process_at_each_step(engine: Engine) {
    let worlds = processes(engine).await;
    let (first, second, third) = (
        &worlds[0],
        &worlds[1 % worlds.len()],
        &worlds[2 % worlds.len()],
    );
    let browser = first.browser();
    let start = first.authorize(&browser, "web", &[]).await;
    let jar = |browser: &Browser, world: &World| {
        let next = world.browser();
        next.take_cookies(browser);
        next
    };
    let to = start.location().expect("a redirect");
    let path = |to: &reqwest::Url| format!("{}?{}", to.path(), to.query().unwrap_or_default());
    let browser = jar(&browser, second);
    let page = browser.get(&path(&to)).await.expect(200);
    let filled = [("username", second.email.as_str()), ("password", PASSWORD)];
    let sent = browser.submit(&page, &filled).await.expect(303);
    let browser = jar(&browser, third);
    let home = browser
        .get(&path(&sent.location().expect("a redirect")))
        .await;
    first.code("web", &home.code()).await.expect(200);
}
