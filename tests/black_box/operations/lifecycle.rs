//! Starting, stopping and being killed.

use std::process::Output;
use std::time::{Duration, Instant};

use crate::harness::*;

/// The exit code and what was said on standard error.
fn said(output: &Output) -> (Option<i32>, String) {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), stderr)
}

on_both_engines! {
    help_and_wrong_usage_have_their_exit_codes,
    a_mistake_in_the_configuration_is_named,
    an_unknown_environment_name_is_only_warned_about,
    a_drain_says_so_and_ends_well,
    a_drain_keeps_the_log_of_what_it_answered,
    a_kill_between_issue_and_redemption_loses_nothing,
    a_kill_loses_no_log_older_than_a_second,
    commands_work_on_a_database_of_their_own,
    a_rotated_key_stays_published,
}

async fn help_and_wrong_usage_have_their_exit_codes(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    for command in [
        "serve",
        "dev",
        "migrate",
        "import",
        "export",
        "check",
        "bootstrap",
        "keys",
        "healthcheck",
    ] {
        assert_eq!(
            said(&setup.run(&[command, "--help"])).0,
            Some(0),
            "{command}"
        );
    }
    for wrong in [
        &["--nonsense"][..],
        &["serve", "--nonsense"],
        &["nonsense"],
        &["import"],
        &["keys"],
    ] {
        assert_eq!(said(&setup.run(wrong)).0, Some(2), "{wrong:?}");
    }
}

async fn a_mistake_in_the_configuration_is_named(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let key = "cd".repeat(32);
    let mistakes = [
        ("LISTEN", "nonsense", "listen"),
        ("TEST_MODE", "maybe", "test_mode"),
        ("ISSUER", "ftp://x", "issuer"),
        ("TRUSTED_PROXIES", "10.0.0.0/99", "trusted_proxies"),
        (
            "DEVICE_BINDING__IPV6_PREFIX",
            "129",
            "device_binding.ipv6_prefix",
        ),
        ("SHUTDOWN_GRACE", "soon", "shutdown_grace"),
        ("SECRET_KEY", &key[1..], "secret_key"),
        ("DATABASE_URL", "mysql://x", "database_url"),
    ];
    for (name, value, key) in mistakes {
        let (code, text) = said(&setup.clone().set(name, value).run(&["serve"]));
        assert_eq!(code, Some(1), "{name}: {text}");
        assert!(text.contains(key), "{key} is not named: {text}");
    }
    let path = setup.database().directory().join("footbridge.toml");
    std::fs::write(&path, "lissten = \"127.0.0.1:0\"\n").expect("our own directory");
    let (code, text) =
        said(&setup.run(&["serve", "--config", path.to_str().expect("we chose it")]));
    assert!(
        code == Some(1) && text.contains("lissten"),
        "{code:?} {text}"
    );
    let (code, text) = said(
        &setup
            .clone()
            .set("ISSUER", "https://login.example.com/")
            .run(&["serve"]),
    );
    assert!(
        code == Some(1) && text.contains("test_mode"),
        "{code:?} {text}"
    );
}

async fn an_unknown_environment_name_is_only_warned_about(engine: Engine) {
    let server = Setup::first_start(engine)
        .await
        .set("LISSTEN", "x")
        .start()
        .await;
    assert!(
        server.log().contains("FOOTBRIDGE_LISSTEN"),
        "{}",
        server.log()
    );
}

async fn a_drain_says_so_and_ends_well(engine: Engine) {
    let server = Setup::first_start(engine)
        .await
        .set("DRAIN_DELAY", "2s")
        .start()
        .await;
    let world = World::of(&server);
    world.http.get("/healthz").await.expect(200);
    world.http.get("/readyz").await.expect(200);
    server.signal("TERM");
    let start = Instant::now();
    while world.http.get("/readyz").await.status != 503 {
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "a drain shows at once"
        );
    }
    world.http.get("/healthz").await.expect(200);
    world.refresh_token("native").await;
    assert_eq!(server.exit_code().await, Some(0));
    assert!(
        start.elapsed() >= Duration::from_millis(1500),
        "it waits for the drain delay"
    );
}

async fn a_drain_keeps_the_log_of_what_it_answered(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let server = setup.start().await;
    let world = World::of(&server);
    world.refresh_token("native").await;
    server.signal("TERM");
    assert_eq!(server.exit_code().await, Some(0));
    world.asking(&setup.start().await).logged("sepft", "").await;
}

async fn a_kill_between_issue_and_redemption_loses_nothing(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let server = setup.start().await;
    let world = World::of(&server);
    let transfer = world.transfer("native").await;
    server.kill();
    let server = setup.start().await;
    let world = world.asking(&server);
    let browser = world.browser();
    let code = world.redeem(&browser, "web", &transfer.token).await.code();
    server.kill();
    let server = setup.start().await;
    let world = world.asking(&server);
    let browser_after = world.browser();
    browser_after.set_cookie("auth0", &browser.cookie("auth0").expect("a session"));
    assert!(
        world.has_session(&browser_after).await,
        "the session was acknowledged"
    );
    world.code("web", &code).await.expect(200);
    let again = world.redeem(&world.browser(), "web", &transfer.token).await;
    assert_eq!(
        again.outcome(),
        Outcome::Login,
        "a redemption is not forgotten"
    );
    world
        .refresh("native", &transfer.refresh_token, &[])
        .await
        .expect(200);
}

async fn a_kill_loses_no_log_older_than_a_second(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let server = setup.start().await;
    let world = World::of(&server);
    world.refresh_token("native").await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    server.kill();
    world.asking(&setup.start().await).logged("sepft", "").await;
}

async fn commands_work_on_a_database_of_their_own(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let path = setup
        .database()
        .directory()
        .join("tenant.yaml")
        .display()
        .to_string();
    let good = |arguments: &[&str]| {
        let output = setup.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    good(&["migrate"]);
    good(&["migrate"]);
    good(&["import", &path, "--dry-run"]);
    good(&["import", &path]);
    good(&["import", &path]);
    good(&["keys", "rotate"]);
    let exported = setup
        .database()
        .directory()
        .join("exported.yaml")
        .display()
        .to_string();
    good(&["export", &exported]);
    let text = std::fs::read_to_string(&exported).expect("just written");
    assert!(
        text.contains("web-second") && !text.contains(&secret("web-second")),
        "{text}"
    );
    let refused = setup.run(&["bootstrap"]);
    assert_eq!(
        refused.status.code(),
        Some(1),
        "there is such a client: {refused:?}"
    );
    assert!(
        good(&["bootstrap", "--again"]).len() > 40,
        "it prints the secret"
    );
    let down = setup
        .clone()
        .set("LISTEN", "127.0.0.1:1")
        .run(&["healthcheck"]);
    assert_eq!(down.status.code(), Some(1));
    let server = setup.start().await;
    let up = setup
        .clone()
        .set("LISTEN", &format!("127.0.0.1:{}", server.port));
    assert_eq!(up.run(&["healthcheck"]).status.code(), Some(0));
}

async fn a_rotated_key_stays_published(engine: Engine) {
    let world = World::own(engine).await;
    let before = world
        .password("native", &[("audience", API)])
        .await
        .expect(200)
        .json();
    let rotated = world.server.setup().run(&["keys", "rotate"]);
    assert!(rotated.status.success(), "{rotated:?}");
    tokio::time::sleep(Duration::from_millis(1500)).await;
    world.verify(&before["access_token"], API).await;
    let after = world
        .password("native", &[("audience", API)])
        .await
        .expect(200)
        .json();
    world.verify(&after["access_token"], API).await;
}

#[tokio::test]
async fn postgres_needs_a_secret_key_outside_of_test_mode() {
    let setup = Setup::first_start(Engine::Postgres)
        .await
        .set("TEST_MODE", "false");
    let (code, text) = said(&setup.run(&["serve"]));
    assert!(
        code == Some(1) && text.contains("secret_key"),
        "{code:?} {text}"
    );
}
