//! How often the hot paths ask the database: the one performance figure that no busy machine can blur. Each figure is what
//! the request itself needs, and test mode's look at the clock is added. What writes the tenant log is counted apart.

use std::time::Duration;

use crate::harness::{Engine, VERIFIER, World, callback, on_both_engines, text};

on_both_engines! {
    an_exchange_without_rotation,
    an_exchange_with_rotation,
    a_redemption,
    a_code,
    a_refresh,
    client_credentials,
    one_lookup_of_the_client,
}

const TIMES: usize = 30;
/// What goes on beside the requests: keys and copies that are read again each second.
const NOISE: f64 = 0.8;

/// Statements on SQLite and on Postgres.
struct Budget {
    sqlite: f64,
    postgres: f64,
}

async fn statements(world: &World) -> f64 {
    total(world, "footbridge_sql_statements_total").await
}

/// A counter's value, of all its labels together.
async fn total(world: &World, counter: &str) -> f64 {
    let metrics = reqwest::get(format!("{}metrics", world.issuer())).await;
    let text = metrics.expect("an answer").text().await.expect("a text");
    let lines = text.lines().filter(|line| line.starts_with(counter));
    let values = lines.map(|line| {
        let value = line.rsplit(' ').next().expect("a value");
        value.parse::<f64>().expect("a number")
    });
    values.sum()
}

/// Asserts what each of the requests between `before` and now cost.
async fn cost(world: &World, engine: Engine, before: f64, budget: Budget) {
    let spent = (statements(world).await - before) / TIMES as f64;
    let own = match engine {
        Engine::Sqlite => budget.sqlite,
        Engine::Postgres => budget.postgres,
    };
    let clock = 1.0;
    let expected = own + clock;
    assert!(
        (expected - 0.1..expected + NOISE).contains(&spent),
        "{spent} statements a request, expected {expected}"
    );
}

async fn an_exchange_without_rotation(engine: Engine) {
    let world = World::own(engine).await;
    let token = world.refresh_token("native-static").await;
    world.exchange("native-static", &token).await.expect(200);
    let before = statements(&world).await;
    for _ in 0..TIMES {
        world.exchange("native-static", &token).await.expect(200);
    }
    let budget = Budget {
        sqlite: 2.0,
        postgres: 1.0,
    };
    cost(&world, engine, before, budget).await;
}

async fn an_exchange_with_rotation(engine: Engine) {
    let world = World::own(engine).await;
    let mut token = world.refresh_token("native").await;
    let before = statements(&world).await;
    for _ in 0..TIMES {
        let answer = world.exchange("native", &token).await.expect(200).json();
        token = text(&answer, "refresh_token");
    }
    let budget = Budget {
        sqlite: 5.0,
        postgres: 2.0,
    };
    cost(&world, engine, before, budget).await;
}

async fn transfers(world: &World) -> Vec<String> {
    let token = world.refresh_token("native-static").await;
    let mut tokens = Vec::new();
    for _ in 0..TIMES {
        let answer = world.exchange("native-static", &token).await.expect(200);
        tokens.push(text(&answer.json(), "access_token"));
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokens
}

async fn a_redemption(engine: Engine) {
    let world = World::own(engine).await;
    let tokens = transfers(&world).await;
    let before = statements(&world).await;
    for token in &tokens {
        world.redeem(&world.browser(), "web", token).await.code();
    }
    let budget = Budget {
        sqlite: 5.0,
        postgres: 2.0,
    };
    cost(&world, engine, before, budget).await;
}

async fn a_code(engine: Engine) {
    let world = World::own(engine).await;
    let mut codes = Vec::new();
    for token in &transfers(&world).await {
        codes.push(world.redeem(&world.browser(), "web", token).await.code());
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = statements(&world).await;
    for code in &codes {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", &callback("web")),
            ("code_verifier", VERIFIER),
        ];
        world.token("web", &form).await.expect(200);
    }
    let budget = Budget {
        sqlite: 3.0,
        postgres: 1.0,
    };
    cost(&world, engine, before, budget).await;
}

async fn a_refresh(engine: Engine) {
    let world = World::own(engine).await;
    let mut token = world.refresh_token("native").await;
    let before = statements(&world).await;
    for _ in 0..TIMES {
        let answer = world.refresh("native", &token, &[]).await.expect(200);
        token = text(&answer.json(), "refresh_token");
    }
    let budget = Budget {
        sqlite: 4.0,
        postgres: 2.0,
    };
    cost(&world, engine, before, budget).await;
}

async fn client_credentials(engine: Engine) {
    let world = World::own(engine).await;
    let audience = format!("{}api/v2/", world.issuer());
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", audience.as_str()),
    ];
    world.token("machine", &form).await.expect(200);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = statements(&world).await;
    for _ in 0..TIMES {
        world.token("machine", &form).await.expect(200);
    }
    let budget = Budget {
        sqlite: 0.0,
        postgres: 0.0,
    };
    cost(&world, engine, before, budget).await;
}

/// Whatever `/authorize` comes to, it looks its client up once: the login page, a code for a session transfer token, a
/// code for a session, a silent refusal, an error redirect.
async fn one_lookup_of_the_client(engine: Engine) {
    let world = World::own(engine).await;
    let token = world.transfer("native").await.token;
    let signed_in = world.browser();
    let other = world.browser();
    let lookups = async || total(&world, "footbridge_client_lookups_total").await;
    let before = lookups().await;
    world.redeem(&signed_in, "web", &token).await.code();
    assert_eq!(lookups().await - before, 1.0, "a session transfer token");
    for (browser, more, expected) in [
        (&signed_in, &[][..], "code="),
        (&signed_in, &[("prompt", "none")], "code="),
        (&signed_in, &[("max_age", "0")], "/u/login"),
        (&other, &[], "/u/login"),
        (&other, &[("prompt", "none")], "error=login_required"),
        (
            &other,
            &[("scope", "openid"), ("max_age", "soon")],
            "error=invalid_request",
        ),
    ] {
        let before = lookups().await;
        let answer = world.authorize(browser, "web", more).await;
        let location = answer.location().expect("a redirect").to_string();
        assert!(location.contains(expected), "{more:?}: {location}");
        assert_eq!(lookups().await - before, 1.0, "{more:?}");
    }
}
