//! What a stranger with many addresses, many guesses or much patience can take from others: nothing that matters.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::harness::*;

on_both_engines! {
    guesses_inside_an_ipv6_network_are_counted_together,
    failed_logins_use_up_an_address_and_come_back,
    sign_ups_use_up_an_address_of_their_own,
    throttling_is_set_as_at_auth0,
    a_listed_address_is_never_throttled,
    without_their_shield_protections_watch_and_refuse_nobody,
    outside_of_test_mode_throttling_is_on,
    a_right_login_does_not_wait_behind_wrong_ones_of_another_address,
    failures_of_one_address_are_kept_so_often_and_no_oftener,
    one_refresh_token_gives_so_many_transfer_tokens_at_a_time,
}

const THROTTLING: &str = "/attack-protection/suspicious-ip-throttling";
const SUSPICIOUS: &str = "We have detected suspicious login behavior and further attempts will be blocked. Please contact the administrator.";

async fn throttle(world: &World, body: Value) {
    call(world, Method::PATCH, THROTTLING, body)
        .await
        .expect(200);
}

async fn guess(world: &World) -> u16 {
    let answer = world.password("native", &[("password", "wrong")]).await;
    answer.status
}

async fn sign_up(world: &World, number: usize) -> Answer {
    let email = format!(
        "new-{number}-{}@example.com",
        world.ip.replace([':', '.'], "-")
    );
    let body = json!({ "client_id": "native", "connection": CONNECTION, "email": email, "password": PASSWORD });
    let request = world
        .http
        .request(Method::POST, "/dbconnections/signup")
        .json(&body);
    world.http.send(request).await
}

async fn guesses_inside_an_ipv6_network_are_counted_together(engine: Engine) {
    let world = World::shared(engine).await;
    // A network of this test's own.
    let number: u32 = world
        .ip
        .rsplit('.')
        .take(2)
        .map(|n| n.parse::<u32>().unwrap())
        .fold(0, |all, n| all * 256 + n);
    let at = |rest: &str| world.at(&format!("2001:db8:{number:x}:{rest}"));
    for n in 0..10 {
        assert_eq!(guess(&at(&format!("1::{n:x}"))).await, 403, "{n}");
    }
    let refused = at("1::ffff").password("native", &[]).await;
    let text = "Your account has been blocked after multiple consecutive login attempts.";
    refused.expect_error(429, "too_many_attempts", text);
    let blocks = call(
        &world,
        Method::GET,
        &format!("/user-blocks?identifier={}", world.email),
        Value::Null,
    )
    .await
    .expect(200)
    .json();
    let network = format!("2001:db8:{number:x}:1::/64");
    assert_eq!(blocks["blocked_for"][0]["ip"], network, "{blocks}");
    // A blocked network uses up nothing of its neighbours'.
    for _ in 0..60 {
        assert_eq!(guess(&at("1::1")).await, 429);
    }
    // A /56 has four times as many guesses as a /64, and no more.
    for n in 0..30 {
        assert_eq!(
            guess(&at(&format!("{:x}::1", 2 + n % 250))).await,
            403,
            "{n}"
        );
    }
    assert_eq!(guess(&at("fe::1")).await, 429);
    at("100::1").password("native", &[]).await.expect(200);
}

async fn failed_logins_use_up_an_address_and_come_back(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2026-03-01T12:00:00Z").await;
    // Every identifier once: no account is guessed at twice.
    let fail = async |world: &World, n: usize| {
        let email = format!("nobody-{n}@example.com");
        world.password("native", &[("username", &email)]).await
    };
    let few = json!({ "stage": { "pre-login": { "max_attempts": 3, "rate": 864_000 } } });
    throttle(&world, few).await;
    // Right passwords cost nothing.
    for _ in 0..5 {
        world.password("native", &[]).await.expect(200);
    }
    for n in 0..3 {
        assert_eq!(fail(&world, n).await.status, 403, "{n}");
    }
    let blocked = format!("/anomaly/blocks/ips/{}", world.ip);
    for n in 3..6 {
        fail(&world, n)
            .await
            .expect_error(429, "too_many_attempts", SUSPICIOUS);
    }
    world.password("native", &[]).await.expect(429);
    let event = world.logged("limit_mu", "").await;
    assert_eq!(event["details"]["flow"], "login", "{event}");
    assert_eq!(event["ip"], world.ip);
    call(&world, Method::GET, &blocked, Value::Null)
        .await
        .expect(200);
    // The login page says the same.
    let browser = world.browser();
    let page = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&page).await;
    let form = [("username", world.email.as_str()), ("password", PASSWORD)];
    let again = browser.submit(&page, &form).await;
    assert!(
        again.body.contains("too many attempts from your network"),
        "{}",
        again.body
    );
    // A neighbour still has its own.
    let neighbour = world.ip.rsplit_once('.').unwrap().0;
    world
        .at(&format!("{neighbour}.254"))
        .password("native", &[])
        .await
        .expect(200);
    world.advance("865s").await;
    assert_eq!(fail(&world, 7).await.status, 403, "one has come back");
    assert_eq!(fail(&world, 8).await.status, 429);
    call(&world, Method::DELETE, &blocked, Value::Null)
        .await
        .expect(204);
    call(&world, Method::GET, &blocked, Value::Null)
        .await
        .expect(404);
    world.password("native", &[]).await.expect(200);
    for address in ["none", "192.0.2.0%2F24"] {
        let path = format!("/anomaly/blocks/ips/{address}");
        for method in [Method::GET, Method::DELETE] {
            call(&world, method, &path, Value::Null).await.expect(400);
        }
    }
}

async fn sign_ups_use_up_an_address_of_their_own(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2026-03-01T12:00:00Z").await;
    throttle(
        &world,
        json!({ "stage": { "pre-user-registration": { "max_attempts": 2, "rate": 60_000 } } }),
    )
    .await;
    sign_up(&world, 1).await.expect(200);
    // One that fails counts, too.
    sign_up(&world, 1).await.expect(400);
    sign_up(&world, 2)
        .await
        .expect_error(429, "too_many_attempts", SUSPICIOUS);
    let event = world.logged("limit_mu", "").await;
    assert_eq!(event["details"]["flow"], "signup", "{event}");
    // Logins are counted apart.
    world.password("native", &[]).await.expect(200);
    world.advance("61s").await;
    sign_up(&world, 3).await.expect(200);
}

async fn throttling_is_set_as_at_auth0(engine: Engine) {
    let world = World::own(engine).await;
    let read = async || {
        call(&world, Method::GET, THROTTLING, Value::Null)
            .await
            .expect(200)
            .json()
    };
    let stage = |login: u32| {
        json!({ "pre-login": { "max_attempts": login, "rate": 864_000 },
            "pre-user-registration": { "max_attempts": 50, "rate": 1_200 },
            "pre-custom-token-exchange": { "max_attempts": 10, "rate": 600_000 } })
    };
    let expected =
        json!({ "enabled": true, "shields": ["block"], "allowlist": [], "stage": stage(100) });
    assert_eq!(read().await, expected);
    let body = json!({ "stage": { "pre-login": { "max_attempts": 7 } }, "allowlist": ["192.0.2.0/24", "2001:db8::1"] });
    throttle(&world, body).await;
    let expected = json!({ "enabled": true, "shields": ["block"], "allowlist": ["192.0.2.0/24", "2001:db8::1"],
        "stage": stage(7) });
    assert_eq!(read().await, expected);
    for (status, body) in [
        (400, json!({ "allowlist": ["example.com"] })),
        (
            400,
            json!({ "stage": { "pre-login": { "max_attempts": 2_501 } } }),
        ),
        (400, json!({ "stage": { "pre-fantasy": {} } })),
        (400, json!({ "fantasy": true })),
        (403, json!({ "shields": ["block", "admin_notification"] })),
    ] {
        let answer = call(&world, Method::PATCH, THROTTLING, body.clone()).await;
        assert_eq!(answer.status, status, "{body}");
    }
    assert_eq!(read().await, expected);
}

async fn a_listed_address_is_never_throttled(engine: Engine) {
    let world = World::own(engine).await;
    throttle(
        &world,
        json!({ "stage": { "pre-login": { "max_attempts": 1 } }, "allowlist": ["192.0.2.0/24"] }),
    )
    .await;
    let listed = world.at("192.0.2.9");
    for _ in 0..4 {
        assert_eq!(guess(&listed).await, 403);
    }
    assert_eq!([guess(&world).await, guess(&world).await], [403, 429]);
    throttle(&world, json!({ "enabled": false })).await;
    assert_eq!(guess(&world).await, 403);
}

async fn without_their_shield_protections_watch_and_refuse_nobody(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2026-03-01T12:00:00Z").await;
    let stage = json!({ "pre-login": { "max_attempts": 3, "rate": 864_000 },
        "pre-user-registration": { "max_attempts": 1, "rate": 60_000 } });
    throttle(&world, json!({ "shields": [], "stage": stage })).await;
    let brute_force = async |body: Value| {
        let path = "/attack-protection/brute-force-protection";
        call(&world, Method::PATCH, path, body).await.expect(200);
    };
    brute_force(json!({ "shields": [], "max_attempts": 2 })).await;
    for _ in 0..6 {
        assert_eq!(guess(&world).await, 403);
    }
    let text = "Too many failed logins from an IP address, which is not blocked";
    let event = world.logged("limit_mu", "").await;
    assert_eq!(event["description"], text, "{event}");
    assert_eq!(event["details"]["flow"], "login", "{event}");
    let logs = world.logs().await;
    let accounts: Vec<_> = logs.iter().filter(|e| e["type"] == "limit_wc").collect();
    assert_eq!(accounts.len(), 4, "all beyond the second: {accounts:?}");
    let text = "Too many failed logins to a user account, which is not blocked";
    assert_eq!(accounts[0]["description"], text);
    assert_eq!(accounts[0]["user_name"], world.email);
    let other = world.at("203.0.113.9");
    for number in 0..3 {
        sign_up(&other, number).await.expect(200);
    }
    let event = other.logged("limit_mu", "").await;
    assert_eq!(event["details"]["flow"], "signup", "{event}");
    // Nobody is blocked, as long as nothing blocks.
    let address = format!("/anomaly/blocks/ips/{}", world.ip);
    let account = format!("/user-blocks?identifier={}", world.email);
    let is_blocked = async || {
        let address = call(&world, Method::GET, &address, Value::Null).await;
        let account = call(&world, Method::GET, &account, Value::Null).await;
        let account = account.expect(200).json();
        (address.status == 200, account["blocked_for"] != json!([]))
    };
    assert_eq!(is_blocked().await, (false, false));
    // What was counted is there when the shield comes.
    brute_force(json!({ "shields": ["block"] })).await;
    assert_eq!(
        (is_blocked().await, guess(&world).await),
        ((false, true), 429)
    );
    brute_force(json!({ "shields": [] })).await;
    // A right password gives back what it has spent: nothing here.
    world.password("native", &[]).await.expect(200);
    throttle(&world, json!({ "shields": ["block"] })).await;
    assert_eq!(
        (is_blocked().await, guess(&world).await),
        ((true, false), 429)
    );
    sign_up(&other, 4).await.expect(429);
}

async fn outside_of_test_mode_throttling_is_on(engine: Engine) {
    let setup = Setup::first_start(engine).await.set("TEST_MODE", "false");
    let setup = setup.set("SECRET_KEY", &"5e".repeat(32));
    let mut world = World::of(&setup.start().await);
    world.http.ip = None;
    world.email = "nobody@example.com".into();
    let mut statuses = vec![];
    for n in 0..101 {
        let email = format!("nobody-{n}@example.com");
        let answer = world.password("native", &[("username", &email)]).await;
        statuses.push(answer.status);
    }
    assert_eq!(statuses[..100], [403; 100]);
    assert_eq!(statuses[100], 429);
    // Sign-ups are counted apart, and tests of others' refusals are enough for them.
    sign_up(&world, 1).await.expect(200);
}

async fn a_right_login_does_not_wait_behind_wrong_ones_of_another_address(engine: Engine) {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(2);
    // Hashed as this server hashes: each takes its time.
    for number in 0..2 {
        let person = tenant.user(number);
        person["password"] = json!(PASSWORD);
        person.as_object_mut().unwrap().remove("password_hash");
    }
    let world = World::of(&setup.tenant(&tenant).start().await);
    let mut crowd = JoinSet::new();
    for n in 0..300 {
        let world = world.clone();
        crowd.spawn(async move {
            let email = format!("nobody-{n}@example.com");
            let answer = world.password("native", &[("username", &email)]).await;
            answer.status
        });
    }
    while hashing_waits(&world).await < 8 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let other = world.at("203.0.113.9").with_user(1);
    other.password("native", &[]).await.expect(200);
    // Most of the crowd has not had its turn: nothing but the order has brought the other one to the front.
    let mut first = 0;
    while let Some(answer) = crowd.try_join_next() {
        first += usize::from(answer.expect("no panic") == 403);
    }
    assert!(first < 150, "{first} of 300 came first");
    // As many wait as have their turn in time; the others are told so.
    while let Some(answer) = crowd.join_next().await {
        let status = answer.expect("no panic");
        assert!([403, 429, 503].contains(&status), "{status}");
    }
}

/// How many logins wait for their turn.
async fn hashing_waits(world: &World) -> u32 {
    let metrics = reqwest::get(format!("{}metrics", world.issuer())).await;
    let metrics = metrics.expect("an answer").text().await.expect("a text");
    let mut lines = metrics.lines();
    let count = lines.find_map(|line| line.strip_prefix("footbridge_password_hashing_waiting "));
    count.map_or(0, |count| count.parse().expect("a number"))
}

/// What a process counts for itself knows no engine.
#[tokio::test]
async fn ten_thousand_networks_leave_a_newcomer_a_login() {
    let setup = Setup::new(Engine::Sqlite).await;
    let world = World::of(&setup.set("RATE_LIMIT__LOGINS", "3").start().await);
    // The cheapest request that counts: what a cross-site POST brings is kept until the browser comes back.
    let begin = |ip: String| {
        let world = world.at(&ip);
        async move {
            let form = [("client_id", "web"), ("response_type", "code")];
            let request = world.http.request(Method::POST, "/authorize").form(&form);
            world.http.send(request).await.status
        }
    };
    for crowd in 0..100_u32 {
        let networks = (0..100_u32).map(|n| format!("2001:{crowd:x}:{n:x}:1::1"));
        let statuses = together(networks.map(begin)).await;
        assert!(statuses.iter().all(|status| *status == 303), "{statuses:?}");
    }
    let newcomer = "2001:db8:ffff::7".to_owned();
    for _ in 0..3 {
        assert_eq!(begin(newcomer.clone()).await, 303);
    }
    assert_eq!(begin(newcomer).await, 429, "it has its own budget");
}

async fn failures_of_one_address_are_kept_so_often_and_no_oftener(engine: Engine) {
    let setup = Setup::new(engine).await.set("RATE_LIMIT__EVENTS", "5");
    let world = World::of(&setup.start().await);
    let browser = world.browser();
    for _ in 0..12 {
        let unknown = [("client_id", "nothing-of-ours")];
        world.authorize(&browser, "web", &unknown).await;
    }
    let token = "st_not_one_of_ours";
    for _ in 0..12 {
        world.redeem(&browser, "web", token).await;
    }
    let kinds: Vec<String> = world.logs().await.iter().map(|e| text(e, "type")).collect();
    let count = |kind: &str| kinds.iter().filter(|k| *k == kind).count();
    // Another one may have become free meanwhile.
    let failures = count("f") + count("w");
    assert!((5..8).contains(&failures), "{kinds:?}");
    assert_eq!(count("api_limit"), 1, "{kinds:?}");
    // What happens to others is told.
    let other = world.at("203.0.113.9");
    let unknown = [("client_id", "nothing-of-ours")];
    other.authorize(&other.browser(), "web", &unknown).await;
    other.logged("f", "").await;
    let metrics = reqwest::get(format!("{}metrics", world.issuer())).await;
    let metrics = metrics.expect("an answer").text().await.expect("a text");
    let withheld = metrics
        .lines()
        .find_map(|line| line.strip_prefix("footbridge_tenant_log_withheld_total "))
        .map(|count| count.parse::<u32>().expect("a number"));
    assert!(
        withheld.is_some_and(|n| (16..20).contains(&n)),
        "{withheld:?}"
    );
    // A client that proves who it is has all of its failures told.
    for _ in 0..8 {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", "rt_nothing"),
        ];
        world.token("web", &form).await.expect(403);
    }
    let logs = world.logs().await;
    let failed = logs.iter().filter(|event| event["type"] == "fertft");
    assert_eq!(failed.count(), 8);
}

async fn one_refresh_token_gives_so_many_transfer_tokens_at_a_time(engine: Engine) {
    let setup = Setup::new(engine).await.set("RATE_LIMIT__TRANSFERS", "3");
    let world = World::of(&setup.start().await);
    let refresh_token = world.refresh_token("native-static").await;
    for _ in 0..3 {
        world
            .exchange("native-static", &refresh_token)
            .await
            .expect(200);
    }
    let refused = world.exchange("native-static", &refresh_token).await;
    let text = "Too many session transfer tokens were requested with this refresh token; try again in a minute";
    refused.expect_error(429, "too_many_requests", text);
    // It is good for all else, and others are as before.
    world
        .refresh("native-static", &refresh_token, &[])
        .await
        .expect(200);
    world.transfer("native").await;
}
